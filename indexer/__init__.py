"""Documents become paragraphs, passages and an edition; an edition is searched."""
