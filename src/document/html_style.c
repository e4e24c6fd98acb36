/* PAPER: okabe2008 (inks of sides), wcag.
 * The style sheet, in the page because a page handed over must not need anything else. It is made
 * for reading on paper first: one measure for prose, tables across the whole width, little ink.
 * Colours keep a contrast of 4.5 to 1 or more in both schemes (WCAG AA); tones of badges differ
 * in their outline. */
#include "truce/document/parts.h"

#include "truce/base/utf8.h"

static const char colours[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1c1e22;--quiet:#5a5f69;--rule:#dcdee3;"
    "--firm:#8b919c;--wash:#f6f6f4;--link:#1f4e79;--warn:#7a4a00;--mark:#fff3c9;"
    "--band:#ecedf0;--s1:#0072b2;--s2:#b15300;--s3:#a64a80;--s4:#00795c;--s5:#7a6500;"
    "--s6:#5d6b87;--s7:#7d5ac0;--s8:#8f5b43;"
    "--sans:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Helvetica Neue\",Arial,"
    "\"Noto Sans Arabic\",\"Noto Sans Hebrew\",sans-serif;"
    "--serif:\"Iowan Old Style\",Charter,\"Palatino Linotype\",Georgia,\"Noto Serif\","
    "\"Times New Roman\",serif}\n"
    "@media (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e4e5e8;--quiet:#a3a8b2;"
    "--rule:#33373e;--firm:#747b87;--wash:#1d2024;--link:#9cc4ec;--warn:#e6b765;"
    "--mark:#453a14;--band:#2a2e35;--s1:#5eaee6;--s2:#ee9a55;--s3:#dd93c0;--s4:#4abb97;"
    "--s5:#c4ad3c;--s6:#a5b1c9;--s7:#b9a3ee;--s8:#d3a28a}}\n";

static const char prose[] =
    "*{box-sizing:border-box}\n"
    "html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%;"
    "scroll-padding-top:4.5rem}\n"
    "body{margin:0 auto;max-width:84rem;padding:3.5rem clamp(1.15rem,5vw,4.5rem) 3rem;"
    "background:var(--paper);color:var(--ink);font:1rem/1.6 var(--sans);"
    "overflow-wrap:break-word;hanging-punctuation:first}\n"
    "h1,h2,h3{font-family:var(--serif);font-weight:600;line-height:1.22;text-wrap:balance;"
    "max-width:34em;break-after:avoid}\n"
    "h1{font-size:clamp(1.75rem,1.3rem + 1.6vw,2.5rem);letter-spacing:-.01em;margin:0}\n"
    "h2{font-size:1.5rem;margin:0 0 1.1rem}\n"
    "h3{font-size:1.13rem;margin:2.2rem 0 .6rem}\n"
    "header{padding-bottom:1.6rem;border-bottom:1px solid var(--ink);margin-bottom:2rem}\n"
    ".subtitle{margin:.7rem 0 0;color:var(--quiet);font-size:1.06rem}\n"
    "p,ul{margin:0 0 1rem;max-width:70ch}\n"
    "p{text-wrap:pretty}\n"
    "section{margin-top:4rem;counter-increment:section}\n"
    "main{counter-reset:section}\n"
    "h2::before{content:counter(section) \"\\2002\";color:var(--quiet);font-weight:400}\n"
    "ul{padding-inline-start:1.2rem}\n"
    "li{margin-bottom:.45rem}\n"
    "li::marker{color:var(--quiet)}\n"
    "#text:focus{outline:none}\n"
    ".note{max-width:74ch;margin:0 0 1.4rem;padding:.9rem 1.25rem;background:var(--wash);"
    "border-inline-start:3px solid var(--firm)}\n"
    ".note p:last-child{margin:0}\n"
    ".muted,.basis{color:var(--quiet)}\n"
    "del{color:var(--quiet)}ins{font-weight:600;text-decoration-thickness:2px}\n"
    ".basis{font-size:.86em}\n"
    "a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.18em}\n"
    "a:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}\n"
    ":target{background:var(--mark);box-shadow:0 0 0 .35rem var(--mark);border-radius:1px}\n"
    "section:target{background:none;box-shadow:none}\n"
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}\n"
    ".skip{position:absolute;left:-99rem;top:.5rem;padding:.5rem .9rem;background:var(--paper)}\n"
    ".skip:focus{left:.5rem}\n"
    "nav{margin:2.4rem 0 0;max-width:74ch}\n"
    "nav ol{margin:0;padding:0;list-style:none;counter-reset:entry;columns:2 15rem;"
    "column-gap:2.5rem}\n"
    "nav li{counter-increment:entry;break-inside:avoid;margin:0;padding:.22rem 0}\n"
    "nav li::before{content:counter(entry) \"\\2002\";color:var(--quiet);"
    "font-variant-numeric:tabular-nums}\n"
    "nav a{text-decoration:none}\n"
    "nav a:hover{text-decoration:underline}\n"
    "footer{margin-top:4.5rem;padding-top:1rem;border-top:1px solid var(--rule);"
    "color:var(--quiet);font-size:.86rem}\n";

static const char parts[] =
    ".badge{display:inline-block;max-width:100%;padding:.02em .5em .06em;margin-inline:.1em;"
    "border:1px solid var(--firm);border-radius:1em;color:var(--quiet);font-size:.74em;"
    "font-weight:400;line-height:1.45;vertical-align:.08em}\n"
    ".badge.caution{border-style:dashed;border-color:var(--warn);color:var(--warn)}\n"
    ".badge.strong{border-color:var(--quiet);background:var(--quiet);color:var(--paper)}\n"
    ".cites{font-size:.8em;color:var(--quiet);font-variant-numeric:tabular-nums}\n"
    ".cites a{color:inherit;text-decoration-color:var(--firm);text-decoration-style:dotted;"
    "overflow-wrap:anywhere}\n"
    ".cites a:hover{color:var(--link);text-decoration-style:solid}\n"
    ".named{list-style:none;padding:0;max-width:88ch}\n"
    ".named li{display:grid;grid-template-columns:minmax(0,11.5rem) minmax(0,1fr);gap:0 1.4rem;"
    "margin:0;padding:.5rem 0;border-top:1px solid var(--rule)}\n"
    ".named li:last-child{border-bottom:1px solid var(--rule)}\n"
    ".name{font-weight:600;font-size:.88em;line-height:1.82;overflow-wrap:anywhere;"
    "font-variant-numeric:tabular-nums}\n";

static const char tables[] =
    "table{width:100%;table-layout:fixed;border-collapse:separate;border-spacing:0;"
    "margin:0 0 1.5rem;font-size:.925rem;line-height:1.5}\n"
    "caption{text-align:start;color:var(--quiet);padding-bottom:.8rem}\n"
    "th,td{text-align:start;vertical-align:top;padding:.8rem 1.1rem .8rem 0;"
    "border-bottom:1px solid var(--rule);overflow-wrap:break-word}\n"
    "th:last-child,td:last-child{padding-inline-end:0}\n"
    "thead th{position:sticky;top:0;z-index:1;background:var(--paper);padding-top:.7rem;"
    "padding-bottom:.55rem;border-bottom:2px solid var(--ink);font-weight:600;"
    "vertical-align:bottom}\n"
    "tbody th{font-weight:600}\n"
    "tbody th p~p{font-weight:400;color:var(--quiet);font-size:.94em}\n"
    "td p,th p{margin:0 0 .6rem;max-width:none;text-wrap:wrap}\n"
    "td p:last-child,th p:last-child{margin:0}\n"
    ".empty{color:var(--quiet)}\n"
    "@media (min-width:701px){tbody tr:hover>*{background:var(--wash)}}\n";

/* Drawings flow like words; one that is wider than the page shrinks a little, then scrolls by
 * itself. */
static const char figures[] =
    "figure{margin:0 0 2rem}\n"
    ".drawings{display:flex;flex-wrap:wrap;gap:2rem 2.2rem;align-items:flex-start}\n"
    ".drawing{max-width:100%;overflow-x:auto}\n"
    "figcaption{margin-top:.8rem;max-width:74ch;color:var(--quiet);font-size:.925rem}\n"
    "svg{display:block;max-width:100%;height:auto;font-family:var(--sans);stroke-linejoin:round}\n";

static const char drawings[] =
    "svg text{unicode-bidi:plaintext;white-space:pre}\n"
    "svg .strong{font-weight:600}\nsvg .dash{stroke-dasharray:4 3}\nsvg .faint{opacity:.45}\n"
    "svg a{text-decoration:none}\nsvg a:hover text{text-decoration:underline}\n"
    ".f-none{fill:none}.f-text{fill:var(--ink)}.f-muted{fill:var(--quiet)}"
    ".f-rule{fill:var(--rule)}.f-ground{fill:var(--paper)}.f-band{fill:var(--band)}"
    ".f-s1{fill:var(--s1)}.f-s2{fill:var(--s2)}.f-s3{fill:var(--s3)}.f-s4{fill:var(--s4)}"
    ".f-s5{fill:var(--s5)}.f-s6{fill:var(--s6)}.f-s7{fill:var(--s7)}.f-s8{fill:var(--s8)}\n"
    ".l-text{stroke:var(--ink)}.l-muted{stroke:var(--quiet)}.l-rule{stroke:var(--rule)}"
    ".l-ground{stroke:var(--paper)}.l-band{stroke:var(--band)}"
    ".l-s1{stroke:var(--s1)}.l-s2{stroke:var(--s2)}.l-s3{stroke:var(--s3)}"
    ".l-s4{stroke:var(--s4)}.l-s5{stroke:var(--s5)}.l-s6{stroke:var(--s6)}"
    ".l-s7{stroke:var(--s7)}.l-s8{stroke:var(--s8)}\n";

static const char phone[] =
    "@media screen and (max-width:700px){\n"
    "body{padding-top:2rem}\nsection{margin-top:3rem}\n"
    "table,tbody,tr,tbody th,td{display:block}\n"
    "colgroup{display:none}\n"
    "caption{display:block}\n"
    "thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
    "tbody tr{border:1px solid var(--rule);border-radius:.4rem;margin-bottom:1.2rem}\n"
    "tbody th,td{padding:.8rem 1rem;border-bottom:1px solid var(--rule)}\n"
    "tbody th{background:var(--wash);border-radius:.4rem .4rem 0 0;font-size:1rem}\n"
    "th:last-child,td:last-child{padding-inline-end:1rem}\n"
    "td:last-child{border-bottom:0}\n"
    "td::before{content:attr(data-label);display:block;color:var(--quiet);font-size:.84em;"
    "font-weight:600;margin-bottom:.3rem}\n"
    ".named li{display:block}\n.name{display:block}\n}\n";

static const char print[] =
    "@media print{\n"
    ":root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#4a4a4a;--rule:#bbb;--firm:#777;"
    "--wash:#fff;--link:#000;--warn:#000;--mark:#fff;--band:#ececec;--s1:#0072b2;--s2:#b15300;"
    "--s3:#a64a80;--s4:#00795c;--s5:#7a6500;--s6:#5d6b87;--s7:#7d5ac0;--s8:#8f5b43}\n"
    "body{max-width:none;padding:0;font-size:10pt;line-height:1.45}\n"
    "h1{font-size:20pt}\nh2{font-size:13.5pt;margin-bottom:.7rem}\nh3{font-size:11pt}\n"
    "header{margin-bottom:1.2rem;padding-bottom:.9rem}\n"
    "section{margin-top:1.8rem}\n"
    "nav,.skip,footer{display:none}\n"
    "a{color:inherit;text-decoration:none}\n"
    "p,li{orphans:3;widows:3}\n"
    "p,ul,.named,.note{max-width:none}\n"
    ".note,.named li,td p{break-inside:avoid}\n"
    ".named li{padding:.22rem 0;grid-template-columns:minmax(0,8.5rem) minmax(0,1fr)}\n"
    ".cites{font-size:.84em}\n.badge{font-size:.8em;line-height:1.2}\n"
    "table{font-size:9pt;line-height:1.4}\n"
    "th,td{padding:.45rem .7rem .45rem 0}\n"
    "thead{display:table-header-group}\n"
    "thead th{position:static}\n"
    ".badge,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
    ".drawing{break-inside:avoid;overflow:visible}\n"
    ".drawing svg{min-width:0!important}\n"
    ".drawings{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem 1.4rem}\n"
    ".drawing:only-child{grid-column:1/-1}\n"
    ".wide{page:wide}\n}\n"
    "@page wide{size:A4 landscape}\n"
    "@page{size:A4;margin:20mm 17mm 19mm}\n";

/* One page: what is on screen is what is on paper. */
static const char tight[] =
    ".tight{max-width:62rem;padding:1.6rem clamp(1rem,4vw,2.6rem);font-size:.85rem;"
    "line-height:1.38}\n"
    ".tight h1{font-size:1.45rem}\n.tight h2{font-size:1.02rem;margin:0 0 .2rem}\n"
    ".tight h2::before{content:none}\n.tight h3{font-size:.9rem;margin:.5rem 0 .1rem}\n"
    ".tight header{padding-bottom:.45rem;margin-bottom:.6rem}\n"
    ".tight .subtitle{margin:.1rem 0 0;font-size:.9rem}\n"
    ".tight section{margin-top:.7rem}\n.tight p,.tight ul{margin-bottom:.2rem;max-width:none}\n"
    ".tight li{margin-bottom:.12rem}\n.tight .note{padding:.35rem .8rem;margin:0;max-width:none}\n"
    ".tight footer{display:none}\n"
    "@media print{.tight{font-size:8pt;line-height:1.3;padding:0}\n.tight h1{font-size:14pt}\n"
    ".tight h2{font-size:9.5pt}\n.tight h3{font-size:8.5pt}\n.tight section{margin-top:4pt}}\n";

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           (unsigned char)c >= 0x80;
}

/* The content of a CSS string: all but letters, digits and spaces as `\hh `, so that nothing ends
 * the string or the style element. */
static void write_css_text(truce_html *html, truce_str text) {
    html->scratch.size = 0;
    truce_utf8_show(&html->scratch, text);
    const truce_str shown = truce_buffer_str(&html->scratch);
    for (size_t i = 0; i < shown.size; i++) {
        if (is_letter(shown.data[i])) {
            truce_buffer_byte(html->out, shown.data[i]);
        } else {
            truce_buffer_printf(html->out, "\\%02x ", (unsigned)(unsigned char)shown.data[i]);
        }
    }
}

void truce_document_svg_style(truce_html *html) {
    truce_buffer_add(html->out, truce_str_of(colours));
    truce_buffer_lit(html->out, "svg{font-family:var(--sans);stroke-linejoin:round}\n");
    truce_buffer_add(html->out, truce_str_of(drawings));
}

void truce_document_html_style(truce_html *html, truce_str title, bool compact) {
    static const char *const sheets[] = {colours, prose,    parts, tables,
                                         figures, drawings, phone, print};
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        truce_buffer_add(html->out, truce_str_of(sheets[i]));
    }
    static const char foot[] = "vertical-align:top;padding-top:4mm;font:8pt var(--sans);"
                               "color:#4a4a4a";
    if (compact) {
        truce_buffer_add(html->out, truce_str_of(tight));
        truce_buffer_lit(html->out, "@page{margin:12mm 13mm 13mm}\n");
    }
    truce_buffer_lit(html->out, "@page{@bottom-left{width:80%;content:\"");
    write_css_text(html, title);
    truce_buffer_printf(html->out,
                        "\";%s}@bottom-right{content:counter(page) \" / \" "
                        "counter(pages);%s}}\n",
                        foot, foot);
}
