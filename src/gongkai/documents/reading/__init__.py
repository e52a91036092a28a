"""Finding the annual report in a document, whatever format it came from."""

from gongkai.documents.reading.recognise import recognise

__all__ = ["recognise"]
