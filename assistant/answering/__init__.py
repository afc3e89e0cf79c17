"""A question becomes an answer: every statement cited, every quotation checked."""
