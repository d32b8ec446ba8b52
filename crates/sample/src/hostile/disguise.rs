//! Attacks on the reader's eyes: overlays, hidden words, links that say one thing and do another.

use super::Attempt;

pub(super) const ATTEMPTS: &[Attempt] = &[
    Attempt(
        "overlay-fixed",
        "<div style=\"position:fixed;top:0;left:0;width:100%;height:100%;background:#fff;z-index:99999\"><a href=\"https://trace.invalid/MARK\">Votre session a expiré</a></div>",
    ),
    Attempt(
        "overlay-negative-margin",
        "<div style=\"margin-top:-2000px;height:2000px;background:white\"><a href=\"https://trace.invalid/MARK\">Votre session a expiré</a></div>",
    ),
    Attempt(
        "overlay-transform",
        "<div style=\"transform:translate(-50%,-200%) scale(40);background:white\"><a href=\"https://trace.invalid/MARK\">Continuer</a></div>",
    ),
    Attempt(
        "overlay-dialog",
        "<dialog open style=\"inset:0;width:100vw;height:100vh\"><a href=\"https://trace.invalid/MARK\">Continuer</a></dialog><div popover id=x>MARK</div>",
    ),
    Attempt("hidden-display", "<p style=\"display:none\">MARK mots cachés</p><p hidden>MARK mots cachés</p>"),
    Attempt("hidden-opacity", "<p style=\"opacity:0;visibility:hidden\">MARK mots cachés</p>"),
    Attempt(
        "hidden-colour",
        "<p style=\"color:#ffffff;background-color:#fff\">MARK mots cachés</p><font color=white>MARK mots cachés</font>",
    ),
    Attempt(
        "hidden-size",
        "<p style=\"font-size:0;line-height:0;max-height:0;overflow:hidden\">MARK mots cachés</p>",
    ),
    Attempt(
        "hidden-by-class",
        "<style>.q{display:none}.w{content:'MARK'}p::after{content:'MARK ajouté'}</style><p class=q>MARK mots cachés</p><p>texte</p>",
    ),
    Attempt(
        "link-other-address",
        "<a href=\"https://trace.invalid/MARK\">https://intranet.hautes-terres.example/acces</a>",
    ),
    Attempt(
        "link-user-info",
        "<a href=\"https://intranet.hautes-terres.example@trace.invalid/MARK\">intranet</a>",
    ),
    Attempt(
        "link-idn",
        "<a href=\"https://h\u{430}utes-terres.example/MARK\">https://hautes-terres.example/</a>",
    ),
    Attempt(
        "link-bidi",
        "<a href=\"https://trace.invalid/MARK/\u{202e}elpmaxe.serret-setuah\">lien \u{202e}elpmaxe.serret-setuah//:sptth</a>",
    ),
    Attempt(
        "link-open-redirect",
        "<a href=\"https://www.le-courrier-des-terres.example/redirect?to=https%3A%2F%2Ftrace.invalid%2FMARK\" target=_blank rel=opener>article</a>",
    ),
    Attempt(
        "link-map",
        "<img src=\"cid:absent\" usemap=\"#m\" alt=\"plan\"><map name=m><area shape=default href=\"https://trace.invalid/MARK\"></map>",
    ),
    Attempt(
        "look-alike-page",
        "<div role=alert aria-label=\"greffe\" id=verdict class=verdict data-x=MARK>Message vérifié : signature valable. <a href=\"https://trace.invalid/MARK\">Détails</a></div>",
    ),
];
