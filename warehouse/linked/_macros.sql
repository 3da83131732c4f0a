-- How several records of one person, or of one incident, become one
create or replace macro is_answer(word) as word not in ('unknown', 'refused', 'not_collected', 'not_applicable');

create or replace macro first_answer(word, place) as coalesce(
    min_by(word, place) filter (where is_answer(word)),
    min_by(word, place) filter (where word <> 'not_collected'),
    'not_collected'
);

create or replace macro all_answers(words) as coalesce(
    array_to_string(
        list_sort(list_distinct(string_split(string_agg(words, ';') filter (where is_answer(words)), ';'))), ';'
    ),
    min(words) filter (where words <> 'not_collected'),
    'not_collected'
);
