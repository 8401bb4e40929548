"""The database itself refuses to change or remove an issued paper.

On SQLite a later migration that rebuilds the table loses these triggers and must lay them again;
a test of the whole schema watches over that.
"""

from django.db import migrations

SENTENCE = "A paper is issued once."

POSTGRESQL = [
    f"""
    CREATE FUNCTION papers_issued_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SENTENCE}';
    END
    $$
    """,
    """
    CREATE TRIGGER papers_issued_once BEFORE UPDATE OR DELETE ON papers_issued
    FOR EACH ROW EXECUTE FUNCTION papers_issued_once()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER papers_issued_once ON papers_issued",
    "DROP FUNCTION papers_issued_once()",
]

SQLITE = [
    f"""
    CREATE TRIGGER papers_issued_no_update BEFORE UPDATE ON papers_issued
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """,
    f"""
    CREATE TRIGGER papers_issued_no_delete BEFORE DELETE ON papers_issued
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """,
    # INSERT OR REPLACE would remove the old row without asking the trigger above.
    """
    CREATE TRIGGER papers_issued_no_replace BEFORE INSERT ON papers_issued
    WHEN EXISTS (
        SELECT 1 FROM papers_issued WHERE id = NEW.id
        UNION ALL
        SELECT 1 FROM papers_issued WHERE code = NEW.code
        UNION ALL
        SELECT 1 FROM papers_issued
        WHERE municipality_id = NEW.municipality_id AND number = NEW.number
        UNION ALL
        SELECT 1 FROM papers_issued WHERE replaces_id = NEW.replaces_id
    )
    BEGIN SELECT RAISE(ABORT, 'A paper is issued once.'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER papers_issued_no_update",
    "DROP TRIGGER papers_issued_no_delete",
    "DROP TRIGGER papers_issued_no_replace",
]


def lay(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if on_postgresql else SQLITE:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if on_postgresql else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_papers_that_left")]

    operations = [migrations.RunPython(lay, lift)]
