"""The archive's file: connection, schema and migrations, conversion of columns, counts."""
