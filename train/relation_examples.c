/*
 * Examples for train/relations.py: what `relate` sees of rows as `demarche relate` reads
 * them.
 *
 *     relation_examples < rows
 *
 * A row is a sentence, a source and a target, parted by tabs. Its example is a line: how
 * sure the rules are of each type ("AGREE:0.91 ..."), then the features, parted by tabs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"

static void check(demarche_status status, const demarche_error *err)
{
    if (!status)
        return;
    fprintf(stderr, "relation_examples: %s\n", err->message);
    exit(1);
}

static void write_example(const dmr_ontology *ontology, const dmr_related *found)
{
    for (size_t i = 0; i < ontology->n_types; i++)
        printf("%s%s:%.4f", i ? " " : "", ontology->types[i].name, found->sure[i]);
    for (size_t i = 0; i < found->features->n; i++)
        printf("\t%.*s", DMR_STR_ARG(found->features->at[i]));
    putchar('\n');
}

int main(void)
{
    static char line[1 << 16];
    demarche_error err;
    demarche_engine *engine;
    demarche_worker *worker;
    check(demarche_engine_open(&engine, NULL, &err), &err);
    check(demarche_worker_new(&worker, engine, &err), &err);
    while (fgets(line, sizeof line, stdin)) {
        const char *sentence = strtok(line, "\t\n"), *source = strtok(NULL, "\t\n"),
                   *target = strtok(NULL, "\t\n");
        demarche_document *doc;
        dmr_related found;
        if (!target) {
            fprintf(stderr, "relation_examples: a row with less than three cells\n");
            return 1;
        }
        check(dmr_ask_relation(&found, &doc, worker, dmr_str_c(sentence),
                               dmr_str_c(source), dmr_str_c(target), &err),
              &err);
        write_example(engine->ontology, &found);
        demarche_document_free(doc);
    }
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    return 0;
}
