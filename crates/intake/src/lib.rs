//! Containers and folders of mail to raw messages.
