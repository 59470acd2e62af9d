"""What is known of a paper and of the lists it stands in: values as they come from a source, with no opinion of the reader's."""
