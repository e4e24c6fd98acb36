/* ll1 - prove that the grammar in a Markdown page can be read with one token of lookahead.
 *
 *     ll1 [--reserved | --lists | --keywords | --first RULE] docs/case-language.md
 *
 * The page holds the grammar in one fenced block, ```ebnf, and below it a table of closed word
 * lists, one row each: | `STAGE` | a stage of an offer | `issued` `handed` ... |. A list stands for
 * its words; any other word in capitals is a token known by its form alone (NAME, TEXT, ...).
 *
 * A rule starts in the first column. `{ }` is none or more, `[ ]` none or one, `( | )` a choice,
 * and
 * `> <` lines one step further in, which may be missing where what stands in them may be.
 *
 * The grammar is LL(1) when at each choice, option and repetition the next token alone decides.
 * Where a name and a keyword are both possible, the reader takes the keyword, so nothing may have
 * it as its name. Rules that end in "-name" say whose name it is: `issue-name = NAME`, and
 * `actor-or-issue-name = NAME` where it may be either's. From them come the reserved names.
 *
 * Exit status: 0 proved, 1 the grammar is not LL(1) or names a rule or list that is not there,
 * 2 usage, 3 the page holds no grammar that can be read. */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SYMBOLS_MAX = 512, /* words, tokens and rules */
    NODES_MAX = 4096,
    WORD_MAX = 64,
    ROW_MAX = 512, /* the words of one list */
    LINE_MAX_BYTES = 4096,
    SET_WORDS = SYMBOLS_MAX / 64
};

/* ---- sets of symbols ------------------------------------------------------------------------ */

typedef struct set {
    uint64_t bits[SET_WORDS];
} set;

static bool set_has(const set *s, int i) {
    return (s->bits[i / 64] >> (i % 64) & 1) != 0;
}

static void set_put(set *s, int i) {
    s->bits[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Add `more` to `s`; true when that changed it. */
static bool set_add(set *s, const set *more) {
    bool changed = false;
    for (int i = 0; i < SET_WORDS; i++) {
        const uint64_t sum = s->bits[i] | more->bits[i];
        changed = changed || sum != s->bits[i];
        s->bits[i] = sum;
    }
    return changed;
}

static set set_common(const set *a, const set *b) {
    set common = {{0}};
    for (int i = 0; i < SET_WORDS; i++) {
        common.bits[i] = a->bits[i] & b->bits[i];
    }
    return common;
}

static bool set_empty(const set *s) {
    for (int i = 0; i < SET_WORDS; i++) {
        if (s->bits[i] != 0) {
            return false;
        }
    }
    return true;
}

/* ---- the grammar ---------------------------------------------------------------------------- */

typedef enum symbol_kind {
    KEYWORD, /* a quoted word, or a word of a list */
    TOKEN,   /* a word in capitals: known by its form, until a list of that name is found */
    LIST,    /* a closed list: stands for its words */
    NAMES,   /* a rule that ends in -name: somebody's name */
    RULE
} symbol_kind;

typedef struct symbol {
    char text[WORD_MAX];
    symbol_kind kind;
    int body;          /* RULE: its node; 0 while undefined. NAMES: not 0 once defined */
    int line;          /* where it was first met */
    bool used;         /* reached from the first rule */
    set words;         /* LIST: its words */
    char row[ROW_MAX]; /* LIST: the same in the order of the page, each behind a space */
} symbol;

/* A node of a rule's right-hand side, and what is computed for it. */
typedef enum node_kind { LEAF, SEQUENCE, CHOICE, OPTION, REPETITION, BLOCK } node_kind;

typedef struct node {
    node_kind kind;
    int symbol; /* LEAF */
    int child;  /* the first; 0: none */
    int next;   /* sibling; 0: none */
    int line;
    int rule;      /* in which it stands */
    bool nullable; /* may stand for nothing */
    set first;     /* what it may begin with */
    set follow;    /* what may come behind it */
} node;

static const char *page_name;
static symbol symbols[SYMBOLS_MAX];
static int n_symbols = 1; /* 0: none */
static node nodes[NODES_MAX];
static int n_nodes = 1; /* 0: none */
static int start_rule;
static int end_of_page, indent, dedent; /* tokens that the lexer makes up */
static int faults;

static _Noreturn void unreadable(int line, const char *what, const char *word) {
    fprintf(stderr, "%s:%d: %s%s%s\n", page_name, line, what, word[0] != '\0' ? ": " : "", word);
    exit(3);
}

static void fault(int line, const char *what, const char *word) {
    printf("%s:%d: %s: %s\n", page_name, line, what, word);
    faults++;
}

static bool ends_with(const char *text, const char *end) {
    const size_t n = strlen(text);
    const size_t k = strlen(end);
    return n > k && strcmp(text + n - k, end) == 0;
}

static int symbol_of(const char *text, symbol_kind kind, int line) {
    for (int i = 1; i < n_symbols; i++) {
        if (symbols[i].kind == kind && strcmp(symbols[i].text, text) == 0) {
            return i;
        }
    }
    if (n_symbols == SYMBOLS_MAX || strlen(text) >= WORD_MAX) {
        unreadable(line, "too many words, or too long a word", text);
    }
    symbol *const s = &symbols[n_symbols];
    *s = (symbol){.kind = kind, .line = line};
    memcpy(s->text, text, strlen(text) + 1);
    return n_symbols++;
}

/* ---- reading the page ----------------------------------------------------------------------- */

static FILE *page;
static char line_text[LINE_MAX_BYTES];
static int line_number;
static const char *cursor; /* in line_text, while in the block */

/* What the grammar is made of: a word, quoted or not, or one of = | ( ) [ ] { } > <, or the end. */
static char token[WORD_MAX];
static enum { SIGN, QUOTED, WORD, NO_MORE } token_kind;
static bool token_opens_rule; /* it stands in the first column */

static bool next_page_line(void) {
    line_number++;
    return fgets(line_text, sizeof line_text, page) != NULL;
}

static void next_token(void) {
    while (*cursor == '\0' || isspace((unsigned char)*cursor)) {
        if (*cursor != '\0') {
            cursor++;
        } else if (!next_page_line()) {
            unreadable(line_number, "the ```ebnf block does not end", "");
        } else {
            cursor = line_text;
        }
    }
    if (cursor == line_text && strncmp(cursor, "```", 3) == 0) {
        token_kind = NO_MORE;
        token_opens_rule = true;
        token[0] = '\0';
        return;
    }
    const char *begin = cursor;
    size_t n = 1;
    token_opens_rule = begin == line_text;
    if (*begin == '"') {
        begin++;
        n = strcspn(begin, "\"\n");
        cursor = begin + n + 1;
        token_kind = QUOTED;
        if (begin[n] != '"') {
            unreadable(line_number, "a quoted word that does not end", "");
        }
    } else if (isalpha((unsigned char)*begin)) {
        while (isalnum((unsigned char)begin[n]) || begin[n] == '-') {
            n++;
        }
        cursor = begin + n;
        token_kind = WORD;
    } else if (strchr("=|()[]{}<>", *begin) != NULL) {
        cursor = begin + 1;
        token_kind = SIGN;
    } else {
        unreadable(line_number, "not a part of a grammar", begin);
    }
    if (n == 0 || n >= sizeof token) {
        unreadable(line_number, "a word that is empty or too long", "");
    }
    memcpy(token, begin, n);
    token[n] = '\0';
}

static bool is_sign(char sign) {
    return token_kind == SIGN && token[0] == sign;
}

static int new_node(node_kind kind, int rule) {
    if (n_nodes == NODES_MAX) {
        unreadable(line_number, "the grammar is too large for this tool", "");
    }
    nodes[n_nodes] = (node){.kind = kind, .line = line_number, .rule = rule};
    return n_nodes++;
}

static int read_choice(int rule);

static int read_group(int rule, node_kind kind, char closing) {
    next_token();
    const int inner = read_choice(rule);
    if (!is_sign(closing)) {
        unreadable(line_number, "a bracket that does not close before", token);
    }
    next_token();
    if (kind == CHOICE) { /* plain brackets only group */
        return inner;
    }
    const int group = new_node(kind, rule);
    nodes[group].child = inner;
    return group;
}

static int read_leaf(int rule) {
    symbol_kind kind = KEYWORD;
    if (token_kind == WORD) {
        kind = isupper((unsigned char)token[0]) ? TOKEN : ends_with(token, "-name") ? NAMES : RULE;
    }
    const int leaf = new_node(LEAF, rule);
    nodes[leaf].symbol = symbol_of(token, kind, line_number);
    next_token();
    return leaf;
}

static int read_factor(int rule) {
    return is_sign('(')   ? read_group(rule, CHOICE, ')')
           : is_sign('[') ? read_group(rule, OPTION, ']')
           : is_sign('{') ? read_group(rule, REPETITION, '}')
           : is_sign('>') ? read_group(rule, BLOCK, '<')
                          : read_leaf(rule);
}

static int read_sequence(int rule) {
    const int sequence = new_node(SEQUENCE, rule);
    int *tail = &nodes[sequence].child;
    while (!token_opens_rule && !(token_kind == SIGN && strchr("=|)]}<", token[0]) != NULL)) {
        *tail = read_factor(rule);
        tail = &nodes[*tail].next;
    }
    return sequence;
}

static int read_choice(int rule) {
    const int first = read_sequence(rule);
    if (!is_sign('|')) {
        return first;
    }
    const int choice = new_node(CHOICE, rule);
    nodes[choice].child = first;
    for (int last = first; is_sign('|'); last = nodes[last].next) {
        next_token();
        nodes[last].next = read_sequence(rule);
    }
    return choice;
}

static void read_rule(void) {
    const int line = line_number;
    const bool of_names = ends_with(token, "-name");
    if (token_kind != WORD || !islower((unsigned char)token[0])) {
        unreadable(line, "a rule begins with its name, not with", token);
    }
    const int rule = symbol_of(token, of_names ? NAMES : RULE, line);
    if (symbols[rule].body != 0) {
        unreadable(line, "a second rule of this name", token);
    }
    next_token();
    if (!is_sign('=') || token_opens_rule) {
        unreadable(line, "= is missing behind", symbols[rule].text);
    }
    next_token();
    symbols[rule].line = line;
    symbols[rule].body = read_choice(rule);
    if (!token_opens_rule) {
        unreadable(line_number, "this does not belong in a rule", token);
    }
    if (of_names) {
        const node *const only = &nodes[nodes[symbols[rule].body].child];
        if (only->kind != LEAF || only->next != 0 ||
            strcmp(symbols[only->symbol].text, "NAME") != 0) {
            unreadable(line, "a rule that ends in -name is just NAME", symbols[rule].text);
        }
    } else if (start_rule == 0) {
        start_rule = rule;
    }
}

/* One row of the table of lists: the name in the first backquotes, the words in the others. */
static void read_list_row(void) {
    char word[WORD_MAX];
    int list = 0;
    for (const char *p = strchr(line_text, '`'); p != NULL; p = strchr(p, '`')) {
        const size_t n = strcspn(++p, "`\n");
        if (n == 0 || n >= sizeof word || p[n] != '`') {
            unreadable(line_number, "a row of the lists that cannot be read", "");
        }
        memcpy(word, p, n);
        word[n] = '\0';
        p += n + 1;
        if (list == 0) {
            list = symbol_of(word, TOKEN, line_number);
            symbols[list].kind = LIST;
        } else {
            symbol *const s = &symbols[list];
            const size_t used = strlen(s->row);
            if (used + n + 2 > sizeof s->row) {
                unreadable(line_number, "too long a list", s->text);
            }
            (void)snprintf(s->row + used, sizeof s->row - used, " %s", word);
            set_put(&s->words, symbol_of(word, KEYWORD, line_number));
        }
    }
}

/* The grammar, and then the rows of tables up to the next heading. */
static void read_page(void) {
    do {
        if (!next_page_line()) {
            unreadable(line_number, "no ```ebnf block", "");
        }
    } while (strncmp(line_text, "```ebnf", 7) != 0);
    cursor = "";
    next_token();
    while (token_kind != NO_MORE) {
        read_rule();
    }
    if (start_rule == 0) {
        unreadable(line_number, "the grammar has no rule", "");
    }
    while (next_page_line() && line_text[0] != '#') {
        if (strncmp(line_text, "| `", 3) == 0) {
            read_list_row();
        }
    }
}

/* ---- FIRST and FOLLOW ----------------------------------------------------------------------- */

static bool is_rule(const node *n) {
    return n->kind == LEAF && symbols[n->symbol].kind == RULE;
}

/* What a leaf may begin with: a list's words, a rule's beginnings, or just itself. */
static set leaf_first(const node *leaf) {
    const symbol *const s = &symbols[leaf->symbol];
    set first = {{0}};
    if (s->kind == LIST) {
        return s->words;
    }
    if (s->kind == RULE) {
        return nodes[s->body].first; /* undefined: that of node 0, which is empty */
    }
    set_put(&first, leaf->symbol);
    return first;
}

/* Bring a node's `nullable` and `first` up to date with its children; true on a change. */
static bool update_first(node *n) {
    set first = {{0}};
    bool nullable = n->kind == SEQUENCE || n->kind == OPTION || n->kind == REPETITION;
    if (n->kind == LEAF) {
        first = leaf_first(n);
        nullable = is_rule(n) && nodes[symbols[n->symbol].body].nullable;
    }
    for (const node *child = &nodes[n->child]; child != nodes; child = &nodes[child->next]) {
        if (n->kind == SEQUENCE) {
            if (nullable) {
                (void)set_add(&first, &child->first);
            }
            nullable = nullable && child->nullable;
        } else {
            (void)set_add(&first, &child->first);
            nullable = nullable || child->nullable;
        }
    }
    if (n->kind == BLOCK) {
        first = (set){{0}};
        set_put(&first, indent);
    }
    const bool changed = nullable != n->nullable;
    n->nullable = nullable;
    return set_add(&n->first, &first) || changed;
}

/* Hand a node's `follow` down to its children, or to the rule that it names; true on a change. */
static bool update_follow(node *n) {
    if (is_rule(n)) {
        const int body = symbols[n->symbol].body;
        return body != 0 && set_add(&nodes[body].follow, &n->follow);
    }
    bool changed = false;
    for (node *child = &nodes[n->child]; child != nodes; child = &nodes[child->next]) {
        set follow = n->follow;
        if (n->kind == REPETITION) {
            (void)set_add(&follow, &child->first);
        } else if (n->kind == BLOCK) {
            follow = (set){{0}};
            set_put(&follow, dedent);
        } else if (n->kind == SEQUENCE && child->next != 0) {
            const node *after = &nodes[child->next];
            follow = (set){{0}};
            while (after->next != 0 && after->nullable) {
                (void)set_add(&follow, &after->first);
                after = &nodes[after->next];
            }
            (void)set_add(&follow, &after->first);
            if (after->nullable) {
                (void)set_add(&follow, &n->follow);
            }
        }
        changed = set_add(&child->follow, &follow) || changed;
    }
    return changed;
}

static void compute(bool (*update)(node *n)) {
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 1; i < n_nodes; i++) {
            changed = update(&nodes[i]) || changed;
        }
    }
}

/* ---- what must hold ------------------------------------------------------------------------- */

/* Tokens of one form cannot be told apart: a year is a number too, a unit looks like a name. Each
 * is replaced by the first of its form. */
static set forms_of(const set *s) {
    static const char *const alike[][2] = {
        {"UNIT", "NAME"}, {"DATE", "NUMBER"}, {"VERSION", "NUMBER"}};
    set forms = {{0}};
    for (int i = 1; i < n_symbols; i++) {
        int form = i;
        if (!set_has(s, i)) {
            continue;
        }
        for (size_t k = 0; k < sizeof alike / sizeof *alike; k++) {
            if (symbols[i].kind == TOKEN && strcmp(symbols[i].text, alike[k][0]) == 0) {
                form = symbol_of(alike[k][1], TOKEN, 0);
            }
        }
        if (symbols[i].kind == NAMES) {
            form = symbol_of("NAME", TOKEN, 0);
        }
        set_put(&forms, form);
    }
    return forms;
}

static void need_apart(const node *at, const set *a, const set *b, const char *what) {
    const set fa = forms_of(a);
    const set fb = forms_of(b);
    const set both = set_common(&fa, &fb);
    if (set_empty(&both)) {
        return;
    }
    printf("%s:%d: in \"%s\", %s:", page_name, at->line, symbols[at->rule].text, what);
    for (int i = 1; i < n_symbols; i++) {
        if (set_has(&both, i)) {
            printf(" %s", symbols[i].text);
        }
    }
    printf("\n");
    faults++;
}

/* The tokens with which the reader goes into `n`: where it may be nothing, also what follows. */
static set predict(const node *n) {
    set s = n->first;
    if (n->nullable) {
        (void)set_add(&s, &n->follow);
    }
    return s;
}

/* Whether the reader decides something here from the next token. */
static bool decides(const node *n) {
    return n->kind == CHOICE || n->kind == OPTION || n->kind == REPETITION ||
           (n->kind == BLOCK && n->nullable);
}

static void check_choice(const node *n) {
    set before = {{0}};
    int empty = 0;
    for (const node *child = &nodes[n->child]; child != nodes; child = &nodes[child->next]) {
        const set now = predict(child);
        need_apart(child, &before, &now, "two choices begin alike");
        (void)set_add(&before, &now);
        empty += child->nullable;
    }
    if (empty > 1) {
        fault(n->line, "two choices may both be empty", symbols[n->rule].text);
    }
}

static void check_decisions(void) {
    for (int i = 1; i < n_nodes; i++) {
        const node *const n = &nodes[i];
        if (n->kind == CHOICE) {
            check_choice(n);
        } else if (decides(n)) {
            need_apart(n, &n->first, &n->follow, "goes on or ends alike");
            if (n->kind != BLOCK && nodes[n->child].nullable) {
                fault(n->line, "what may be left out may also be empty", symbols[n->rule].text);
            }
        }
    }
}

static void mark_used(int at) {
    for (; at != 0; at = nodes[at].next) {
        symbol *const s = &symbols[nodes[at].symbol];
        if (nodes[at].kind != LEAF) {
            mark_used(nodes[at].child);
        } else if (!s->used) {
            s->used = true;
            if (s->kind == RULE) {
                mark_used(s->body);
            }
        }
    }
}

/* Whether the grammar spells this list out, word by word, instead of naming it. */
static bool is_spelt_out(const symbol *list) {
    for (int i = 1; i < n_symbols; i++) {
        if (set_has(&list->words, i) && !symbols[i].used) {
            return false;
        }
    }
    return true;
}

static bool is_plain_word(const char *text) {
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyz")] == '\0' ||
           (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ>=()", text[0]) != NULL && text[1] == '\0');
}

static void check_symbols(void) {
    static const char *const forms[] = {"NAME",  "TEXT",    "NUMBER", "RANGE",   "DATE",
                                        "CLAIM", "LOCATOR", "UNIT",   "VERSION", "NL"};
    symbols[start_rule].used = true;
    mark_used(symbols[start_rule].body);
    for (int i = dedent + 1; i < n_symbols; i++) {
        const symbol *const s = &symbols[i];
        bool known = s->body != 0;
        for (size_t k = 0; s->kind == TOKEN && k < sizeof forms / sizeof *forms; k++) {
            known = known || strcmp(s->text, forms[k]) == 0;
        }
        if (s->kind == KEYWORD && !is_plain_word(s->text) && strcmp(s->text, ",") != 0) {
            fault(s->line, "a keyword is lower-case letters only", s->text);
        } else if (s->kind == RULE && !known) {
            fault(s->line, "no rule of this name", s->text);
        } else if (s->kind == NAMES && !known) {
            fault(s->line, "no rule for this name", s->text);
        } else if (s->kind == TOKEN && !known) {
            fault(s->line, "no token or list of this name", s->text);
        } else if (s->kind == LIST ? !s->used && !is_spelt_out(s)
                                   : s->kind != TOKEN && s->kind != KEYWORD && !s->used) {
            fault(s->line, "nothing uses this", s->text);
        }
        if (s->kind == RULE && known && !nodes[s->body].nullable &&
            set_empty(&nodes[s->body].first)) {
            fault(s->line, "this rule never begins", s->text);
        }
    }
}

/* ---- answers -------------------------------------------------------------------------------- */

static int by_text(const void *left, const void *right) {
    const int *const l = left;
    const int *const r = right;
    return strcmp(symbols[*l].text, symbols[*r].text);
}

static void print_set(const char *called, const set *s, bool keywords_only) {
    int sorted[SYMBOLS_MAX];
    size_t n = 0;
    for (int i = 1; i < n_symbols; i++) {
        if (set_has(s, i) && (!keywords_only || symbols[i].kind == KEYWORD)) {
            sorted[n++] = i;
        }
    }
    qsort(sorted, n, sizeof *sorted, by_text);
    printf("%s:", called);
    for (size_t i = 0; i < n; i++) {
        printf(" %s", symbols[sorted[i]].text);
    }
    printf("\n");
}

/* The keywords that compete with names of one kind, wherever the next token decides. */
typedef struct reserved {
    char kind[WORD_MAX];
    set words;
} reserved;

static reserved kinds[SYMBOLS_MAX];
static int n_kinds;

static void reserve(const char *kind, size_t size, const set *words) {
    int k = 0;
    while (k < n_kinds &&
           (strlen(kinds[k].kind) != size || strncmp(kinds[k].kind, kind, size) != 0)) {
        k++;
    }
    if (k == n_kinds) {
        memcpy(kinds[n_kinds++].kind, kind, size);
    }
    (void)set_add(&kinds[k].words, words);
}

/* "actor-or-issue-name" is a name of an actor or an issue; plain NAME is anybody's. */
static void reserve_for(const symbol *name, const set *words) {
    const char *kind = name->kind == NAMES ? name->text : "any-name";
    for (;;) {
        const char *const either = strstr(kind, "-or-");
        const size_t size =
            either != NULL ? (size_t)(either - kind) : strlen(kind) - strlen("-name");
        reserve(kind, size, words);
        if (either == NULL) {
            return;
        }
        kind = either + strlen("-or-");
    }
}

static void find_reserved(void) {
    for (int i = 1; i < n_nodes; i++) {
        const set possible = decides(&nodes[i]) ? predict(&nodes[i]) : (set){{0}};
        set words = {{0}};
        for (int k = 1; k < n_symbols; k++) {
            if (set_has(&possible, k) && symbols[k].kind == KEYWORD &&
                strchr(",()", symbols[k].text[0]) == NULL) {
                set_put(&words, k);
            }
        }
        for (int k = 1; k < n_symbols && !set_empty(&words); k++) {
            if (set_has(&possible, k) &&
                (symbols[k].kind == NAMES || strcmp(symbols[k].text, "NAME") == 0)) {
                reserve_for(&symbols[k], &words);
            }
        }
    }
}

static int by_kind(const void *left, const void *right) {
    const reserved *const l = left;
    const reserved *const r = right;
    return strcmp(l->kind, r->kind);
}

static void print_reserved(void) {
    find_reserved();
    qsort(kinds, (size_t)n_kinds, sizeof *kinds, by_kind);
    for (int k = 0; k < n_kinds; k++) {
        print_set(kinds[k].kind, &kinds[k].words, true);
    }
}

static void print_lists(void) {
    for (int i = 1; i < n_symbols; i++) {
        if (symbols[i].kind == LIST) {
            printf("%s:%s\n", symbols[i].text, symbols[i].row);
        }
    }
}

static void print_keywords(void) {
    set all;
    memset(&all, 0xFF, sizeof all);
    print_set("keywords", &all, true);
}

static int print_first(const char *rule) {
    for (int i = 1; i < n_symbols; i++) {
        if (symbols[i].kind == RULE && strcmp(symbols[i].text, rule) == 0) {
            print_set(rule, &nodes[symbols[i].body].first, false);
            return 0;
        }
    }
    fprintf(stderr, "%s has no rule \"%s\"\n", page_name, rule);
    return 2;
}

static int usage(void) {
    fprintf(stderr, "usage: ll1 [--reserved | --lists | --keywords | --first RULE] PAGE.md\n");
    return 2;
}

int main(int argc, char **argv) {
    const char *const what = argc > 2 ? argv[1] : "";
    const bool first = strcmp(what, "--first") == 0;
    const bool lists = strcmp(what, "--lists") == 0;
    const bool keywords = strcmp(what, "--keywords") == 0;
    const bool names = strcmp(what, "--reserved") == 0;
    if (argc != (first      ? 4
                 : argc > 2 ? 3
                            : 2) ||
        (argc > 2 && !first && !lists && !keywords && !names)) {
        return usage();
    }
    page_name = argv[argc - 1];
    page = fopen(page_name, "r");
    if (page == NULL) {
        fprintf(stderr, "%s: %s\n", page_name, strerror(errno));
        return 3;
    }
    end_of_page = symbol_of("the end", TOKEN, 0);
    indent = symbol_of(">", TOKEN, 0);
    dedent = symbol_of("<", TOKEN, 0);
    read_page();
    (void)fclose(page);

    set_put(&nodes[symbols[start_rule].body].follow, end_of_page);
    compute(update_first);
    compute(update_follow);
    check_symbols();
    check_decisions();
    if (faults > 0) {
        return 1;
    }
    if (first) {
        return print_first(argv[2]);
    }
    if (lists) {
        print_lists();
    } else if (keywords) {
        print_keywords();
    } else {
        if (!names) {
            printf("%s: the grammar is LL(1)\n", page_name);
        }
        print_reserved();
    }
    return 0;
}
