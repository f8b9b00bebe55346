import django.db.models.deletion
from django.db import connection, migrations, models

# On SQLite the grams lie in a table of their own: `ascii` leaves every character as it is,
# and without positions (`detail=column`) and lengths the table stays small. PostgreSQL keeps
# them in the vectors of Wagtail's own entries.
GRAMS = [
    migrations.RunSQL(
        "CREATE VIRTUAL TABLE moke_search_grams USING fts5"
        "(title, body, autocomplete, tokenize = \"ascii tokenchars '$+<=>^`|~'\","
        " detail = 'column', columnsize = 0)",
        "DROP TABLE moke_search_grams",
    ),
    migrations.RunSQL(
        "CREATE TRIGGER moke_search_grams_go AFTER DELETE ON moke_search_indexedtext"
        " BEGIN DELETE FROM moke_search_grams WHERE rowid = OLD.entry_id; END",
        "DROP TRIGGER moke_search_grams_go",
    ),
]

# PostgreSQL takes the cost of `@@` for that of `=`, and would sooner read every vector than
# ask the index, and every text than the few candidates: functions leave it no choice, and in
# PL/pgSQL their plans are kept. What entries hold is moved out of their rows, so that reading
# the keys of many takes few pages; texts stay in their rows, uncompressed, where looking
# through one takes a third of the time. What stands before a word is the whole text only if
# the word is not in it: to find that takes half as long as `strpos`, which counts characters.
AREAS = {"title": "title", "body": "text", "autocomplete": "open_text"}
FUNCTION = """
CREATE FUNCTION moke_search_{column}(asked tsquery, types integer[], proofs text[])
RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 100
SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF cardinality(proofs) = 0 THEN
        RETURN QUERY SELECT object_id::bigint FROM wagtailsearch_indexentry entries
        WHERE entries.{column} @@ asked AND content_type_id = ANY(types);
    ELSE
        RETURN QUERY SELECT object_id::bigint FROM wagtailsearch_indexentry entries
        JOIN moke_search_indexedtext texts ON texts.entry_id = entries.id
        WHERE entries.{column} @@ asked AND content_type_id = ANY(types)
        AND split_part(texts.{area}, proofs[1], 1) <> texts.{area}
        AND (cardinality(proofs) = 1 OR NOT EXISTS (SELECT FROM unnest(proofs[2:]) word
            WHERE split_part(texts.{area}, word, 1) = texts.{area}));
    END IF;
END $$
"""
FUNCTIONS = [
    migrations.RunSQL(
        "ALTER TABLE wagtailsearch_indexentry SET (toast_tuple_target = 128)",
        "ALTER TABLE wagtailsearch_indexentry RESET (toast_tuple_target)",
    ),
    migrations.RunSQL(
        "ALTER TABLE moke_search_indexedtext SET (toast_tuple_target = 8160),"
        " ALTER title SET STORAGE EXTERNAL, ALTER text SET STORAGE EXTERNAL,"
        " ALTER open_text SET STORAGE EXTERNAL",
        migrations.RunSQL.noop,
    ),
    *(
        migrations.RunSQL(
            FUNCTION.format(column=column, area=area),
            f"DROP FUNCTION moke_search_{column}(tsquery, integer[], text[])",
        )
        for column, area in AREAS.items()
    ),
]
OPERATIONS = {"sqlite": GRAMS, "postgresql": FUNCTIONS}


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexedText',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='texts', serialize=False, to='wagtailsearch.indexentry')),
                ('title', models.TextField()),
                ('text', models.TextField()),
                ('open_text', models.TextField()),
            ],
            options={
                'verbose_name': 'indexed text',
                'verbose_name_plural': 'indexed texts',
            },
        ),
        *OPERATIONS.get(connection.vendor, []),
    ]
