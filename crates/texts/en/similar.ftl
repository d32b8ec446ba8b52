# Near-duplicates: messages of nearly the same text, and messages that hold it.

similar-title = Same text elsewhere
similar-means = Compared are the authors' own words, without quoted lines, signatures and footers. A share is the part of all runs of three words that is the same.
similar-too-short = This message has fewer than { $words } words of its own: it is compared with no other.
similar-none = No other message has nearly the same text, quotes it or carries it.
similar-same = { $messages ->
        [one] { $messages_written } message with nearly the same text
       *[other] { $messages_written } messages with nearly the same text
    }
similar-contained = { $messages ->
        [one] { $messages_written } message that quotes or carries this text
       *[other] { $messages_written } messages that quote or carry this text
    }
similar-share-same = { $share } % in common
similar-share-contained = { $share } % of it
similar-cut = There are more than were compared: the lists may lack some.
similar-group = The whole group, this message included
similar-texts = { $texts ->
        [one] { $texts_written } text: one message is shown for all that have nearly the same
       *[other] { $texts_written } different texts: of those that are nearly the same, one message is shown
    }
similar-others = { $messages ->
        [one] and { $messages_written } more message with nearly the same text
       *[other] and { $messages_written } more messages with nearly the same text
    }
similar-show = Show
similar-show-messages = every message
similar-show-texts = one for each text
