//! Pages and photos as pixels: what is drawn, what is not and why.

use greffe_extract::{Confinement, Drawing, Extractor, Item, Limits, NoPicture, Picture, Why};

use crate::packing::{pdf, zip};
use crate::{extractor, short};

fn picture(extractor: &mut Extractor, bytes: &[u8], page: u32, width: u32) -> Picture {
    let item = Item { name: "", content_type: "", bytes };
    extractor.picture(&item, page, width).expect("a worker can be asked here")
}

fn look(bytes: &[u8], page: u32, width: u32) -> Picture {
    picture(&mut extractor(short(), Confinement::Required), bytes, page, width)
}

pub(crate) fn drawn(bytes: &[u8], width: u32) -> Drawing {
    match look(bytes, 0, width) {
        Picture::Drawn(drawing) => drawing,
        Picture::None(why) => panic!("{why:?}"),
    }
}

/// Decodes it: red, green and blue of each pixel.
pub(crate) fn pixels(drawing: &Drawing) -> Vec<[u8; 3]> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(&drawing.png)).read_info().expect("a PNG");
    let mut raw = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut raw).expect("whole");
    assert_eq!((info.width, info.height), (drawing.width, drawing.height));
    raw.chunks_exact(3).map(|three| [three[0], three[1], three[2]]).collect()
}

/// A bitmap, bottom row first, of blue, green and red.
fn bmp(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let row: Vec<u8> = (0..width).flat_map(|_| colour).chain([0; 3]).collect();
    let row = &row[..(width as usize * 3).next_multiple_of(4).min(row.len())];
    let mut bytes = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bytes.extend(width.to_le_bytes());
    bytes.extend(height.to_le_bytes());
    bytes.extend([1, 0, 24, 0]);
    bytes.extend([0; 24]);
    (0..height).for_each(|_| bytes.extend(row));
    bytes
}

#[test]
fn a_page_is_drawn_on_white() {
    let page = pdf("0 0 200 100", "1 0 0 rg 0 0 100 100 re f");
    let drawing = drawn(&page, 400);
    assert_eq!((drawing.format.as_str(), drawing.page, drawing.pages), ("pdf", 0, 1));
    assert_eq!((drawing.width, drawing.height), (400, 200));
    let pixels = pixels(&drawing);
    assert_eq!(pixels[100 * 400 + 50], [255, 0, 0], "left");
    assert_eq!(pixels[100 * 400 + 350], [255, 255, 255], "right");
    let words = drawn(&pdf("0 0 200 100", "BT /F1 40 Tf 10 40 Td (Plan) Tj ET"), 400);
    let dark = self::pixels(&words).iter().filter(|pixel| pixel[0] < 64).count();
    assert!((500..20_000).contains(&dark), "a word in a font that the file does not bring: {dark}");
    assert_eq!(look(&page, 1, 400), Picture::None(NoPicture::NoSuchPage { pages: 1 }));
    assert_eq!(look(&page, u32::MAX, 400), Picture::None(NoPicture::NoSuchPage { pages: 1 }));
}

#[test]
fn images_are_made_small_and_never_large() {
    let photo = bmp(40, 20, [0, 0, 255]);
    let small = drawn(&photo, 10);
    assert_eq!((small.format.as_str(), small.width, small.height, small.pages), ("image", 10, 5, 1));
    assert!(pixels(&small).iter().all(|pixel| *pixel == [255, 0, 0]));
    let whole = drawn(&photo, 4000);
    assert_eq!((whole.width, whole.height), (40, 20));
    assert_eq!(look(&photo, 1, 10), Picture::None(NoPicture::NoSuchPage { pages: 1 }));
}

#[test]
fn each_file_without_a_picture_says_why() {
    let cases: [(&[u8], NoPicture); 6] = [
        (b"plain text", NoPicture::TextOnly),
        (&zip(&[("a.txt", b"text")]), NoPicture::TextOnly),
        (b"\0\x01\x02\x03", NoPicture::Failed(Why::Unsupported)),
        (b"%PDF-1.4 and no more", NoPicture::Failed(Why::Damaged)),
        (b"\x89PNG\r\n\x1A\ncut", NoPicture::Failed(Why::Damaged)),
        (&bmp(20_000, 20_000, [0; 3])[..1000], NoPicture::Failed(Why::TooLarge)),
    ];
    for (bytes, expect) in cases {
        assert_eq!(look(bytes, 0, 100), Picture::None(expect));
    }
}

#[test]
fn large_pages_and_odd_ones_stay_within_bounds() {
    for media_box in
        ["0 0 1000000000000 1000000000000", "0 0 1 1000000000", "0 0 1000000000 1", "0 0 0 0", "5 5 -5 -5"]
    {
        let drawn = look(&pdf(media_box, "0 0 1 rg 0 0 1 1 re f"), 0, u32::MAX);
        let Picture::Drawn(drawing) = drawn else { panic!("{media_box}: {drawn:?}") };
        let area = u64::from(drawing.width) * u64::from(drawing.height);
        assert!((1..=10_000_000).contains(&area), "{media_box}: {} x {}", drawing.width, drawing.height);
    }
}

#[test]
fn drawing_and_reading_take_turns_in_one_worker() {
    let mut extractor = extractor(Limits::default(), Confinement::Required);
    let page = pdf("0 0 200 100", "BT /F1 12 Tf 10 40 Td (Plan) Tj ET");
    for _ in 0..3 {
        assert!(matches!(picture(&mut extractor, &page, 0, 100), Picture::Drawn(_)));
        assert_eq!(crate::read(&mut extractor, "", &page).text().trim(), "Plan");
    }
}
