//! Writing what was taken in as a segment of the engine, with the engine's own serializers.
//!
//! The engine reads and merges it like one that it made itself.

use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::fieldnorm::{FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent, SegmentMeta};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::store::StoreWriter;
use tantivy::{TantivyDocument, TantivyError};

use super::inverter::Inverter;
use crate::error::IndexError;
use crate::schema::Column;

/// Writes a new segment to `index`. Its octets are durable; a commit
/// makes its names so, and it a part of the index.
pub(super) fn write(index: &tantivy::Index, mut held: Inverter) -> Result<SegmentMeta, IndexError> {
    let segment = index.new_segment();
    write_lengths(&segment, &held)?;
    write_terms(&segment, &held)?;
    let mut numbers = create(&segment, SegmentComponent::FastFields)?;
    held.numbers.serialize(held.documents, None, &mut numbers)?;
    numbers.terminate()?;
    write_empty_texts(&segment, held.documents)?;
    Ok(segment.with_max_doc(held.documents).meta().clone())
}

fn write_lengths(segment: &Segment, held: &Inverter) -> Result<(), IndexError> {
    let mut lengths = FieldNormsWriter::for_schema(&segment.schema());
    for column in Column::ALL.into_iter().filter(|column| column.has_lengths()) {
        for (document, words) in (0..).zip(held.column(column).lengths()) {
            lengths.record(document, column.field(), words);
        }
    }
    let file = FieldNormsSerializer::from_write(create(segment, SegmentComponent::FieldNorms)?)?;
    Ok(lengths.serialize(file, None)?)
}

fn write_terms(segment: &Segment, held: &Inverter) -> Result<(), IndexError> {
    let mut files = InvertedIndexSerializer::open(segment)?;
    for column in Column::ALL {
        let inverted = held.column(column);
        if inverted.is_empty() {
            continue;
        }
        // The engine would note here how well a block of documents can score at best. A search
        // looks at all that match, and has no use for it.
        let mut field = files.new_field(column.field(), inverted.words() as u64, None)?;
        inverted.write(&mut field, column.has_positions())?;
        field.close()?;
    }
    Ok(files.close()?)
}

/// The engine has a place for the text of documents; greffe keeps none there.
fn write_empty_texts(segment: &Segment, documents: u32) -> Result<(), IndexError> {
    let (settings, schema) = (segment.index().settings(), segment.schema());
    let file = create(segment, SegmentComponent::Store)?;
    let mut texts =
        StoreWriter::new(file, settings.docstore_compression, settings.docstore_blocksize, false)?;
    let nothing = TantivyDocument::new();
    (0..documents).try_for_each(|_| texts.store(&nothing, &schema))?;
    Ok(texts.close()?)
}

fn create(segment: &Segment, part: SegmentComponent) -> Result<WritePtr, IndexError> {
    Ok(segment.open_write(part).map_err(TantivyError::from)?)
}

/// What the engine makes of the same documents by itself is the same.
#[cfg(test)]
mod tests {
    use greffe_terms::{MessageId, Number};
    use proptest::prelude::*;
    use tantivy::directory::Directory;
    use tantivy::indexer::NoMergePolicy;
    use tantivy::postings::Postings;
    use tantivy::schema::IndexRecordOption;
    use tantivy::tokenizer::{PreTokenizedString, RawTokenizer, Token};
    use tantivy::{DocSet, Index, IndexWriter, SegmentReader, TERMINATED};

    use super::*;
    use crate::entry::Entry;
    use crate::schema::{WORD_RULE, schema};
    use crate::words::Words;

    fn by_the_engine(entries: &[Entry]) -> Index {
        let index = Index::create_in_ram(schema());
        // Not used, since the text comes in words, but asked for.
        index.tokenizers().register(WORD_RULE, RawTokenizer::default());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 16 << 20).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for entry in entries {
            let mut document = TantivyDocument::new();
            for (column, text) in entry.parts() {
                document.add_pre_tokenized_text(column.field(), cut(column, text));
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        index
    }

    fn cut(column: Column, text: &str) -> PreTokenizedString {
        let words = if column.has_positions() { Words::of(text) } else { vec![text.to_owned()] };
        let token = |(position, text)| Token { position, text, ..Token::default() };
        PreTokenizedString {
            text: text.to_owned(),
            tokens: words.into_iter().enumerate().map(token).collect(),
        }
    }

    fn by_us(entries: &[Entry]) -> Index {
        let index = Index::create_in_ram(schema());
        let mut held = Inverter::default();
        (0..).zip(entries).for_each(|(number, entry)| held.add(Number(number), entry));
        let mut meta = index.load_metas().unwrap();
        meta.segments.push(write(&index, held).unwrap());
        let description = serde_json::to_vec(&meta).unwrap();
        index.directory().atomic_write(std::path::Path::new("meta.json"), &description).unwrap();
        index
    }

    /// Every term of a column, with its documents and the places in them; and the column's size.
    fn told(segment: &SegmentReader, column: Column) -> (Vec<String>, u64, Vec<u32>) {
        let inverted = segment.inverted_index(column.field()).unwrap();
        let mut terms = inverted.terms().stream().unwrap();
        let (mut told, mut places) = (Vec::new(), Vec::new());
        while let Some((term, info)) = terms.next() {
            let wanted = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = inverted.read_postings_from_terminfo(info, wanted).unwrap();
            while postings.doc() != TERMINATED {
                if column.has_positions() {
                    postings.positions(&mut places);
                }
                let times = if column.has_positions() { postings.term_freq() } else { 0 };
                told.push(format!("{term:?} {} {} {times} {places:?}", info.doc_freq, postings.doc()));
                postings.advance();
            }
        }
        let lengths = segment.fieldnorms_readers().get_field(column.field()).unwrap();
        let lengths =
            lengths.map(|lengths| (0..segment.max_doc()).map(|doc| lengths.fieldnorm(doc)).collect());
        (told, inverted.total_num_tokens(), lengths.unwrap_or_default())
    }

    fn segment(index: &Index) -> SegmentReader {
        index.reader().unwrap().searcher().segment_reader(0).clone()
    }

    fn some_entry() -> impl Strategy<Value = Entry> {
        // The engine keeps a place for a text without words even where none comes before it.
        let text = "d([a-d]{1,2}|ÉÀ|会|[ ,-]){0,40}";
        (text, text, prop::collection::vec(text, 0..3), prop::option::of("[ab]@[cd]\\.e"), any::<bool>())
            .prop_map(|(subject, body, filenames, person, is_file)| {
                let from = person.iter().map(|address| greffe_terms::Address {
                    name: Some(body.clone()),
                    address: address.clone(),
                });
                let text = greffe_message::Searchable {
                    from: from.collect(),
                    message_id: person.clone(),
                    subject,
                    body,
                    filenames,
                    ..Default::default()
                };
                match is_file {
                    true => Entry::file(&crate::Attached { text: text.body, authors: text.filenames }),
                    false => Entry::message(&MessageId::new([7; 32]), &text),
                }
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn the_engine_inverts_to_the_same(entries in prop::collection::vec(some_entry(), 1..300)) {
            let (ours, its) = (segment(&by_us(&entries)), segment(&by_the_engine(&entries)));
            prop_assert_eq!(ours.max_doc(), its.max_doc());
            for column in Column::ALL {
                prop_assert_eq!(told(&ours, column), told(&its, column), "{:?}", column);
            }
        }
    }
}
