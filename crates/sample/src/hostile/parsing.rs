//! Attacks on the cleaner: what it reads one way and a browser another (mutation XSS), and pages that never end.

use super::Attempt;

pub(super) const ATTEMPTS: &[Attempt] = &[
    Attempt(
        "noscript-title",
        "<noscript><p title=\"</noscript><img src=x onerror=alert('MARK')>\"></noscript>",
    ),
    Attempt("template", "<template><img src=x onerror=\"alert('MARK')\"></template>"),
    Attempt(
        "math-style",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert('MARK')&gt;\">",
    ),
    Attempt(
        "math-annotation",
        "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=\"alert('MARK')\"></style></annotation-xml></math>",
    ),
    Attempt("svg-style", "<svg></p><style><a id=\"</style><img src=1 onerror=alert('MARK')>\">"),
    Attempt(
        "svg-desc-title",
        "<svg><desc><title><style><a title=\"</style><img src onerror=alert('MARK')>\">",
    ),
    Attempt(
        "nested-forms",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert('MARK')>",
    ),
    Attempt(
        "select-option",
        "<select><option><style></option></select><img src=x onerror=alert('MARK')></style>",
    ),
    Attempt(
        "textarea-end",
        "<textarea><img title=\"</textarea><img src=x onerror=alert('MARK')>\"></textarea>",
    ),
    Attempt("title-end", "<title><p title=\"</title><img src=x onerror=alert('MARK')>\">"),
    Attempt(
        "xmp-end",
        "<xmp><p title=\"</xmp><img src=x onerror=alert('MARK')>\"></xmp><listing>&lt;img src=x onerror=alert('MARK')&gt;</listing>",
    ),
    Attempt(
        "comment-odd-end",
        "<!--><img src=x onerror=alert('MARK')>--><!-- --!><img src=x onerror=alert('MARK')> -->",
    ),
    Attempt(
        "comment-conditional",
        "<!--[if gte mso 9]><script>alert('MARK')</script><![endif]--><![if true]><img src=x onerror=alert('MARK')><![endif]>",
    ),
    Attempt("comment-open", "<p>suite</p><!-- <img src=x onerror=alert('MARK')>"),
    Attempt("cdata", "<svg><![CDATA[><img src=x onerror=alert('MARK')>]]></svg>"),
    Attempt(
        "processing-instruction",
        "<?xml-stylesheet href=\"javascript:alert('MARK')\"?><?<img src=x onerror=alert('MARK')>",
    ),
    Attempt(
        "doctype-entity",
        "<!DOCTYPE html [<!ENTITY x \"<img src=x onerror=alert('MARK')>\">]><html><body><p>VISIBLE</p>&x;</body></html>",
    ),
    Attempt("attribute-unclosed", "<p>suite</p><img src=\"https://trace.invalid/MARK?"),
    Attempt("tag-unclosed", "<p>suite</p><img src=x onerror=alert('MARK') "),
    Attempt(
        "elements-unclosed",
        "<div><table><tr><td><b><i><u><a href=\"https://trace.invalid/MARK\"><ul><li>suite",
    ),
    Attempt(
        "deep-nesting",
        "<div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><div><b><b><b><b><b><b><b><b><b><b><b><b><img src=x onerror=alert('MARK')>",
    ),
    Attempt("nul-in-tag", "<scr\u{0}ipt>alert('MARK')</scr\u{0}ipt><img src=x one\u{0}rror=alert('MARK')>"),
    Attempt("quotes-back", "<img src=\"x` `<script>alert('MARK')</script>\"` `>"),
    Attempt(
        "overlong-attribute",
        "<p title='\"><img src=x onerror=alert(\"MARK\")>' class=\"a\"b\" onclick=alert('MARK')>suite</p>",
    ),
    Attempt(
        "charset-switch",
        "<html><head><meta charset=utf-7></head><body><p>VISIBLE</p>+ADw-script+AD4-alert('MARK')+ADw-/script+AD4-</body></html>",
    ),
    Attempt("plaintext", "<p>suite</p><plaintext><img src=x onerror=alert('MARK')>"),
    Attempt(
        "is-index",
        "<isindex action=\"javascript:alert('MARK')\" type=image><keygen autofocus onfocus=alert('MARK')><marquee onstart=alert('MARK')>suite</marquee>",
    ),
    Attempt(
        "css-escape-end",
        "<style>p{color:red}<\\/style><img src=x onerror=alert('MARK')></style><p>suite</p>",
    ),
];
