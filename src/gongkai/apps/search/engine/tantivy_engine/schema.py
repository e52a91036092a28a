"""Fields of the index and how a document is put into them.

The folder's name carries `VERSION`: an index of another version is not opened but built anew.
"""

from functools import cache

import tantivy

from gongkai.apps.search.engine.fields import Prepared

VERSION = 1
# Counted by value beside the results.
FACETS = ("organ_facet", "column_facet", "topic_facet", "kind_facet", "file_type")
TERMS = ("number", "organs", "organ", "columns", "topics", "kind")


@cache
def schema() -> tantivy.Schema:
    """Keys are text and `raw`: deleting by a number that is fast but not indexed ends the process."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("g", "gt"):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("w", "wt"):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("u", tokenizer_name="whitespace", index_option="basic")
    for name in TERMS:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("published", "year", "effective", "ended"):
        made.add_unsigned_field(name, indexed=True, fast=True)
    made.add_float_field("weight", fast=True)
    for name in ("line", "text", "files_text"):  # kept, not searched
        made.add_bytes_field(name, stored=True)
    return made.build()


def as_document(prepared: Prepared) -> tantivy.Document:
    """The document as tantivy takes it."""
    made = tantivy.Document()
    made.add_text("key", prepared.key)
    for name, text in prepared.texts.items():
        made.add_text(name, text)
    for name, terms in prepared.terms.items():
        for term in terms:
            made.add_text(name, term)
    for name, number in prepared.numbers.items():
        made.add_unsigned(name, number)
    made.add_float("weight", prepared.weight)
    for name in ("line", "text", "files_text"):
        made.add_bytes(name, getattr(prepared, name).encode("utf-8", "replace"))
    return made
