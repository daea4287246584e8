#include "questionnaires/base/xml.h"
#include "tests/fixture.h"

#include <string.h>

/* --- What is read, and where it stood --- */

static struct tree_case {
    const char *name, *xml, *expected;
} tree_cases[] = {
    { "tree: one element", "<a/>", "a 1:1\n" },
    { "tree: a mark at the start", "\xef\xbb\xbf<a/>", "a 1:1\n" },
    { "tree: a declaration", "<?xml version='1.0' encoding='utf-8'?>\n <a/>",
      "a 2:2\n" },
    { "tree: children", "<a>\n  <b/><c\n/>\n</a>", "a 1:1\n b 2:3\n c 2:7\n" },
    { "tree: attributes", "<a id=\"x\"\n  xml:lang = 'nl' c=''/>",
      "a 1:1 @id=x 1:8 @xml:lang=nl 2:15 @c= 2:22\n" },
    { "tree: namespaces are no attributes",
      "<a xmlns='u' b='1' xmlns:z='v' z:c='2'\txmlnsx='3'/>",
      "a {u} 1:1 @b=1 1:17 @z:c=2 1:37 @xmlnsx=3 1:48\n" },
    { "tree: a child's own namespace", "<a xmlns='u'><z:b xmlns:z='v'/></a>",
      "a {u} 1:1\n b {v} 1:14\n" },
    { "tree: text", "<a>\n  x \n y<b>z</b></a>", "a 1:1 [x y] 2:3\n b 3:3 [z] 3:6\n" },
    { "tree: text around a child", "<a><b/>x<b/>y</a>",
      "a 1:1 [xy] 1:8\n b 1:4\n b 1:9\n" },
    { "tree: text behind an end tag", "<a><b><c></c>x</b>y</a>",
      "a 1:1 [y] 1:19\n b 1:4 [x] 1:14\n  c 1:7\n" },
    { "tree: columns are characters",
      "<a>\xc3\xa9\xe2\x82\xac<b c=\"\xf0\x9f\x98\x80\" d='e'/></a>",
      "a 1:1 [\xc3\xa9\xe2\x82\xac] 1:4\n b 1:6 @c=\xf0\x9f\x98\x80 1:12 @d=e 1:18\n" },
    { "tree: entities", "<a b='&lt;&#x41;&amp;' c='&quot;'>&gt;&amp;</a>",
      "a 1:1 @b=<A& 1:7 @c=\" 1:27 [>&] 1:35\n" },
    { "tree: > within a value", "<a b='/>' c=\"'\"><d/></a>",
      "a 1:1 @b=/> 1:7 @c=' 1:14\n d 1:17\n" },
    { "tree: comments", "<!-- <x y='\n'> --><a><!-- \xc3\xa9 < --><b/></a><!-- -->",
      "a 2:7\n b 2:22\n" },
    { "tree: a comment within text", "<a>x<!-- - -->y</a>", "a 1:1 [xy] 1:4\n" },
    { "tree: instructions", "<?x <y> ?><a><?z '?><b/></a>", "a 1:11\n b 1:21\n" },
    { "tree: CDATA", "<a><![CDATA[ <b c='>]] ]]><d/></a>",
      "a 1:1 [<b c='>]]] 1:14\n d 1:27\n" },
    { "tree: CRLF", "<a>\r\n<b/>\r\n x</a>", "a 1:1 [x] 3:2\n b 2:1\n" },
    { "tree: an end tag with blanks", "<a><b></b ><c/></a\n>",
      "a 1:1\n b 1:4\n c 1:12\n" },
    { "tree: values are not squeezed", "<a b=' x  y\n'/>", "a 1:1 @b= x  y  1:7\n" },
};

static void write_tree(FILE *out, const struct peil_element *element, int depth)
{
    fprintf(out, "%*s%s", depth, "", element->name);
    if (*element->namespace)
        fprintf(out, " {%s}", element->namespace);
    fprintf(out, " %d:%d", element->place.line, element->place.column);
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct peil_attribute *attribute = &element->attributes[i];
        fprintf(out, " @%s=%s %d:%d", attribute->name, attribute->value,
                attribute->place.line, attribute->place.column);
    }
    if (*element->text)
        fprintf(out, " [%s] %d:%d", element->text, element->text_place.line,
                element->text_place.column);
    fputc('\n', out);
    for (size_t i = 0; i < element->child_count; i++)
        write_tree(out, &element->children[i], depth + 1);
}

static const char *tree_of(const struct peil_element *root)
{
    FILE *out = text_begin();
    write_tree(out, root, 0);
    return text_end();
}

static const struct peil_element *parse(const char *xml)
{
    const struct peil_element *root =
        peil_xml_parse(xml, strlen(xml), "q.xml", arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(root);
    return root;
}

static void tree(void **state)
{
    const struct tree_case *c = *state;
    assert_string_equal(tree_of(parse(c->xml)), c->expected);
}

/* --- What is refused, and where --- */

/* --- Text in pieces: lead "..." before the first child, tail behind each element ---
 */

static struct piece_case {
    const char *name, *xml, *expected;
} piece_cases[] = {
    { "pieces: blanks at the ends count", "<a> x\n<b/>\t y <c/>.\n</a>",
      "a ' x ' b '' ' y ' 2:7 c '' '. ' 2:13" },
    { "pieces: only blanks", "<a><b/>\n  <c/></a>", "a '' b '' ' ' 1:4 c '' '' 2:3" },
    { "pieces: of a child", "<a><b>z <c/></b>y</a>",
      "a '' b 'z ' 'y' 1:17 c '' '' 1:9" },
    { "pieces: entities and comments", "<a>x<!-- --> &amp;<b/><!-- -->&lt; y</a>",
      "a 'x &' b '' '< y' 1:31" },
    { "pieces: CDATA", "<a><b/><![CDATA[ <c/> ]]></a>", "a '' b '' ' <c/> ' 1:18" },
};

static const char *pieces_of(const struct peil_element *element)
{
    const char *text =
        peil_arena_format(arena, "%s '%s'", element->name, element->lead);
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        const char *inner = pieces_of(child), *deeper = strchr(inner, '\'');
        deeper = strchr(deeper + 1, '\'') + 1;
        text = peil_arena_format(
            arena, "%s %.*s '%s' %d:%d%s", text, (int)(deeper - inner), inner,
            child->tail, child->tail_place.line, child->tail_place.column, deeper);
    }
    return text;
}

static void pieces(void **state)
{
    const struct piece_case *c = *state;
    const struct peil_element *root =
        peil_xml_parse(c->xml, strlen(c->xml), "q.xml", arena, diag);
    assert_non_null(root);
    assert_string_equal(pieces_of(root), c->expected);
}

static struct refused_case {
    const char *name, *xml, *expected;
} refused_cases[] = {
    { "refused: nothing", "",
      "1:1: error: this is not well-formed XML: Document is empty" },
    { "refused: no XML", "hello",
      "1:1: error: this is not well-formed XML: Start tag expected, '<' not found" },
    { "refused: cut off", "<a>\n<b>",
      "2:4: error: this is not well-formed XML: Premature end of data in tag b line "
      "2" },
    { "refused: cut off in a tag", "<a b='c",
      "1:8: error: this is not well-formed XML: AttValue: ' expected" },
    { "refused: cut off in a comment", "<a><!-- x",
      "1:10: error: this is not well-formed XML: Comment not terminated" },
    { "refused: crossed tags", "<a>\n<b></a>",
      "2:8: error: this is not well-formed XML: Opening and ending tag mismatch: b "
      "line 2 and a" },
    { "refused: two roots", "<a/><b/>",
      "1:5: error: this is not well-formed XML: Extra content at the end of the "
      "document" },
    { "refused: a tag within a value", "<a b='<'/>",
      "1:7: error: this is not well-formed XML: Unescaped '<' not allowed in "
      "attributes values" },
    { "refused: an attribute twice", "<a b='' b=''/>",
      "1:13: error: this is not well-formed XML: Attribute b redefined" },
    { "refused: an entity of its own", "<a>\n\xc3\xa9&x;</a>",
      "2:5: error: this is not well-formed XML: Entity 'x' not defined" },
    { "refused: a prefix without namespace", "<a><z:b/></a>",
      "1:8: error: this is not well-formed XML: Namespace prefix z on b is not "
      "defined" },
    { "refused: a control character", "<a>\x01</a>",
      "1:4: error: this is not well-formed XML: PCDATA invalid Char value 1" },
    { "refused: a document type", "<?xml version='1.0'?>\n <!DOCTYPE a><a/>",
      "2:2: error: a document type (<!DOCTYPE) is not allowed" },
    { "refused: a document type in the content", "<a><!DOCTYPE a></a>",
      "1:4: error: a document type (<!DOCTYPE) is not allowed" },
    { "refused: an entity declaration", "<!ENTITY a 'b'><a/>",
      "1:1: error: a document type (<!DOCTYPE) is not allowed" },
    { "refused: Latin-1", "<a>\ncaf\xe9</a>",
      "2:4: error: this byte is not UTF-8; save the file as UTF-8" },
    { "refused: Latin-1 by name", "<?xml version='1.0' encoding=\"ISO-8859-1\"?><a/>",
      "1:31: error: the encoding must be UTF-8" },
    { "refused: UTF-7 by name", "<?xml version='1.0' encoding='UTF-7'?><a/>",
      "1:31: error: the encoding must be UTF-8" },
    { "refused: UTF-16 by mark", "\xff\xfe<",
      "1:1: error: the file is in UTF-16; save it as UTF-8" },
    { "refused: UTF-16 by name", "<?xml version='1.0' encoding = 'UTF-16'?><a/>",
      "1:33: error: the encoding must be UTF-8" },
};

static void refused_with(const char *xml, size_t length, const char *expected)
{
    diag = peil_diag_new(arena);
    assert_null(peil_xml_parse(xml, length, "q.xml", arena, diag));
    assert_string_equal(problems_of(diag, arena),
                        peil_arena_format(arena, "q.xml:%s\n", expected));
}

static void refused(void **state)
{
    const struct refused_case *c = *state;
    refused_with(c->xml, strlen(c->xml), c->expected);
}

static void a_zero_byte_is_refused(void **state)
{
    (void)state;
    refused_with("<a>\0</a>", 8,
                 "1:4: error: a zero byte is not allowed; save the file as UTF-8");
    refused_with("<\0a\0/\0>\0", 8,
                 "1:2: error: a zero byte is not allowed; save the file as UTF-8");
}

/* --- Hashes of what is said, whatever the layout --- */

static struct hash_case {
    const char *name, *one, *other;
    bool same;
} hash_cases[] = {
    { "hash: layout", "<a b='1' c='2'> x  y <d/></a>",
      "<?xml version='1.0'?><a c=\"2\"\n b='1'>x\ny<!-- -->\n<d></d></a>", true },
    { "hash: prefixes", "<a xmlns='u'/>", "<z:a xmlns:z='u'/>", true },
    { "hash: text", "<a>x</a>", "<a>y</a>", false },
    { "hash: value", "<a b='1'/>", "<a b='2'/>", false },
    { "hash: name of an attribute", "<a b='1'/>", "<a c='1'/>", false },
    { "hash: namespace", "<a xmlns='u'/>", "<a xmlns='v'/>", false },
    { "hash: order of children", "<a><b/><c/></a>", "<a><c/><b/></a>", false },
    { "hash: depth", "<a><b/><c/></a>", "<a><b><c/></b></a>", false },
    { "hash: a value that looks like another", "<a b='1&#10;a1:c&#10;v1:2'/>",
      "<a b='1' c='2'/>", false },
};

static void hash(void **state)
{
    const struct hash_case *c = *state;
    const char *one = peil_element_hash(parse(c->one), arena);
    const char *other = peil_element_hash(parse(c->other), arena);
    assert_int_equal(strlen(one), 64);
    assert_int_equal(strcmp(one, other) == 0, c->same);
}

static void attributes_are_found_by_name(void **state)
{
    (void)state;
    const struct peil_element *root = parse("<a id='x' xml:lang='nl'/>");
    assert_string_equal(peil_element_value(root, "id"), "x");
    assert_string_equal(peil_element_attribute(root, "xml:lang")->value, "nl");
    assert_null(peil_element_value(root, "lang"));
    assert_null(peil_element_attribute(root, "i"));
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    assert_null(peil_xml_read("corpus/xml/none.xml", arena, diag));
    assert_null(peil_xml_read("corpus", arena, diag));
    assert_null(peil_xml_read("/dev/null", arena, diag));
    assert_string_equal(problems_of(diag, arena),
                        "/dev/null: error: this is not a regular file\n"
                        "corpus: error: this is not a regular file\n"
                        "corpus/xml/none.xml: error: cannot open: No such file or "
                        "directory\n");
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_zero_byte_is_refused),     TEST(attributes_are_found_by_name),
        TEST(what_is_no_file_is_refused), ROWS(tree_cases, tree, name),
        ROWS(piece_cases, pieces, name),  ROWS(refused_cases, refused, name),
        ROWS(hash_cases, hash, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
