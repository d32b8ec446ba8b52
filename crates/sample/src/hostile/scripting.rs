//! Attacks that want to run a script.

use super::Attempt;

pub(super) const ATTEMPTS: &[Attempt] = &[
    Attempt("script", "<script>alert('MARK')</script>"),
    Attempt("script-remote", "<script src=\"https://trace.invalid/MARK.js\"></script>"),
    Attempt("script-split", "<scr<script>ipt>alert('MARK')</scr</script>ipt>"),
    Attempt("script-slash", "<script/x=1>alert('MARK')</script/>"),
    Attempt("script-open", "<script>alert('MARK')//"),
    Attempt("img-onerror", "<img src=x onerror=\"alert('MARK')\">"),
    Attempt("img-onerror-slash", "<img/src=`x`/onerror=alert('MARK')>"),
    Attempt(
        "img-onload",
        "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" onload=\"alert('MARK')\" onerror=\"alert('MARK')\">",
    ),
    Attempt(
        "body-onload",
        "<html><body onload=\"alert('MARK')\" onpageshow=\"alert('MARK')\"><p>VISIBLE</p></body></html>",
    ),
    Attempt("input-autofocus", "<input autofocus onfocus=\"alert('MARK')\">"),
    Attempt("details-ontoggle", "<details open ontoggle=\"alert('MARK')\"><summary>plus</summary></details>"),
    Attempt(
        "video-onerror",
        "<video><source onerror=\"alert('MARK')\"></video><audio src=x onerror=\"alert('MARK')\"></audio>",
    ),
    Attempt(
        "animation-event",
        "<style>@keyframes k{}</style><p style=\"animation-name:k;animation-duration:1ms\" onanimationstart=\"alert('MARK')\">.</p>",
    ),
    Attempt(
        "mouse-events",
        "<p onmouseover=\"alert('MARK')\" onpointerenter=\"alert('MARK')\" onclick=alert('MARK')>passez ici</p>",
    ),
    Attempt("event-with-newline", "<img src=x on\nerror=1 onerror\n=\n\"alert('MARK')\">"),
    Attempt("event-entity", "<img src=x onerror=\"&#97;&#108;&#101;&#114;&#116;('MARK')\">"),
    Attempt("link-javascript", "<a href=\"javascript:alert('MARK')\">le compte rendu</a>"),
    Attempt("link-javascript-case", "<a href=\"JaVaScRiPt:alert('MARK')\">le compte rendu</a>"),
    Attempt(
        "link-javascript-entities",
        "<a href=\"&#106;avascript&colon;alert('MARK')\">le compte rendu</a>",
    ),
    Attempt("link-javascript-tab", "<a href=\"java&#9;scr&NewLine;ipt:alert('MARK')\">le compte rendu</a>"),
    Attempt("link-javascript-space", "<a href=\" \u{1}\u{b} javascript:alert('MARK')\">le compte rendu</a>"),
    Attempt("link-vbscript", "<a href=\"vbscript:msgbox('MARK')\">le compte rendu</a>"),
    Attempt(
        "link-data-html",
        "<a href=\"data:text/html,<script>alert('MARK')</script>\">le compte rendu</a>",
    ),
    Attempt(
        "link-data-base64",
        "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#MARK\">le compte rendu</a>",
    ),
    Attempt("svg-onload", "<svg onload=\"alert('MARK')\"><circle r=\"9\"/></svg>"),
    Attempt("svg-script", "<svg><script>alert('MARK')</script></svg>"),
    Attempt("svg-script-href", "<svg><script xlink:href=\"data:,alert('MARK')\"></script></svg>"),
    Attempt(
        "svg-animate-href",
        "<svg><a><animate attributeName=href values=\"javascript:alert('MARK')\"/><text x=20 y=20>ici</text></a></svg>",
    ),
    Attempt(
        "svg-foreign-object",
        "<svg><foreignObject><iframe srcdoc=\"<script>alert('MARK')</script>\"></iframe></foreignObject></svg>",
    ),
    Attempt(
        "svg-use",
        "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>alert('MARK')</script></svg>#x\"/></svg>",
    ),
    Attempt(
        "math-link",
        "<math><maction actiontype=\"statusline\" xlink:href=\"javascript:alert('MARK')\">formule</maction></math>",
    ),
    Attempt("iframe-srcdoc", "<iframe srcdoc=\"&lt;script&gt;alert('MARK')&lt;/script&gt;\"></iframe>"),
    Attempt("iframe-javascript", "<iframe src=\"javascript:alert('MARK')\"></iframe>"),
    Attempt("object-data", "<object data=\"data:text/html,<script>alert('MARK')</script>\"></object>"),
    Attempt(
        "embed",
        "<embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>#MARK\">",
    ),
    Attempt(
        "form-action",
        "<form action=\"javascript:alert('MARK')\"><input type=submit value=\"Valider\"></form>",
    ),
    Attempt(
        "button-formaction",
        "<form><button formaction=\"javascript:alert('MARK')\">Valider</button></form>",
    ),
    Attempt(
        "meta-refresh-javascript",
        "<html><head><meta http-equiv=\"refresh\" content=\"0;url=javascript:alert('MARK')\"></head><body><p>VISIBLE</p></body></html>",
    ),
    Attempt(
        "custom-element",
        "<x-note onclick=\"alert('MARK')\" tabindex=1 autofocus onfocus=\"alert('MARK')\">note</x-note>",
    ),
    Attempt(
        "dom-clobbering",
        "<form id=body><input name=attributes></form><a id=MARK href=\"javascript:alert('MARK')\">x</a><img name=getElementById>",
    ),
];
