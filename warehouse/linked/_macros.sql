-- How several records of one person, or of one incident, become one
create or replace macro is_answer(word) as word not in ('unknown', 'refused', 'not_collected', 'not_applicable');

create or replace macro first_answer(word, place) as coalesce(
    min_by(word, place) filter (where is_answer(word)),
    min_by(word, place) filter (where word <> 'not_collected'),
    'not_collected'
);

create or replace macro all_answers(words) as coalesce(
    nullif(
        list_aggregate(
            list_sort(list_distinct(flatten(list(string_split(words, ';')) filter (where is_answer(words))))),
            'string_agg',
            ';'
        ),
        ''
    ),
    min(words) filter (where words <> 'not_collected'),
    'not_collected'
);
