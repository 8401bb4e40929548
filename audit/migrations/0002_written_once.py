"""The database itself refuses to change or remove an entry.

On SQLite a later migration that rebuilds the table loses these triggers and must lay them again;
a test of the whole schema watches over that.
"""

from django.db import migrations

SENTENCE = "An entry is written once."

POSTGRESQL = [
    f"""
    CREATE FUNCTION audit_entry_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SENTENCE}';
    END
    $$
    """,
    """
    CREATE TRIGGER audit_entry_written_once BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_written_once()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_entry_written_once ON audit_entry",
    "DROP FUNCTION audit_entry_written_once()",
]

SQLITE = [
    f"""
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """,
    f"""
    CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """,
    # INSERT OR REPLACE would remove the old row without asking the trigger above.
    """
    CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
    WHEN EXISTS (
        SELECT 1 FROM audit_entry WHERE id = NEW.id
        UNION ALL
        SELECT 1 FROM audit_entry WHERE chain = NEW.chain AND number = NEW.number
    )
    BEGIN SELECT RAISE(ABORT, 'An entry is written once.'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER audit_entry_no_update",
    "DROP TRIGGER audit_entry_no_delete",
    "DROP TRIGGER audit_entry_no_replace",
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
    dependencies = [("audit", "0001_journal")]

    operations = [migrations.RunPython(lay, lift)]
