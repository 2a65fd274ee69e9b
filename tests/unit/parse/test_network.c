/* A network is taken only where all its tensors are there and fit each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "parse/network.h"
#include "tiny_network.h"

static tiny_store store;

static demarche_status open_network(const model_writer *w, demarche_error *err)
{
    size_t n;
    unsigned char *file = writer_file(w, &n);
    dmr_model *model;
    dmr_network *net;
    demarche_status status = dmr_model_open_memory(&model, file, n, "tiny", err);

    assert_int_equal(status, DEMARCHE_OK);
    status = dmr_network_new(&net, model, "plain", err);
    if (status == DEMARCHE_OK)
        assert_int_equal(net->d, TINY_D);
    else
        assert_null(net);
    dmr_network_free(net);
    free(file);
    return status;
}

static void the_tiny_network_opens(void **state)
{
    model_writer w;
    demarche_error err = {0};

    (void)state;
    tiny_tensors(&w, &store);
    if (open_network(&w, &err) != DEMARCHE_OK)
        fail_msg("%s", err.message);
}

static void no_tensor_can_be_missing(void **state)
{
    model_writer w;
    demarche_error err = {0};

    (void)state;
    tiny_tensors(&w, &store);
    for (size_t i = 0, n = w.n; i < n; i++) {
        tiny_tensors(&w, &store);
        w.tensors[i].name = "elsewhere";
        assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
        assert_non_null(strstr(err.message, "tensor"));
    }
}

static void no_tensor_can_be_of_another_type_or_shape(void **state)
{
    model_writer w;
    demarche_error err = {0};

    (void)state;
    tiny_tensors(&w, &store);
    for (size_t i = 0, n = w.n; i < n; i++) {
        tiny_tensors(&w, &store);
        w.tensors[i].type =
            w.tensors[i].type == DMR_TENSOR_BYTES ? DMR_TENSOR_I8 : DMR_TENSOR_BYTES;
        assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
        tiny_tensors(&w, &store);
        if (w.tensors[i].type == DMR_TENSOR_BYTES)
            continue; /* a text may be of any length */
        w.tensors[i].rows++;
        w.tensors[i].cols++;
        w.tensors[i].data = store.floats;
        w.tensors[i].bytes = w.tensors[i].rows * w.tensors[i].cols * 8;
        assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
    }
}

/* Change one text, want a refusal with these words. */
static void refused_text(const char *name, const char *text, const char *why)
{
    model_writer w;
    demarche_error err = {0};

    tiny_tensors(&w, &store);
    for (size_t i = 0; i < w.n; i++) {
        if (strcmp(w.tensors[i].name, name) == 0) {
            w.tensors[i].data = text;
            w.tensors[i].cols = w.tensors[i].bytes = strlen(text);
        }
    }
    assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
    if (!strstr(err.message, why))
        fail_msg("%s", err.message);
}

static void weights_of_eight_bits_are_refused(void **state)
{
    const int8_t odd[] = {64, -64, 127, -128};
    model_writer w;
    demarche_error err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof odd; i++) {
        for (size_t at = 0; at < 16 * TINY_E; at += 16 * TINY_E - 1) {
            tiny_tensors(&w, &store);
            store.weights[at] = odd[i]; /* of layer `in`, the first */
            assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
            assert_string_equal(err.message, "tiny: tensor in.w has weights beyond 63");
        }
    }
}

static void entity_types_may_be_there(void **state)
{
    model_writer w;
    demarche_error err = {0};

    (void)state;
    tiny_tensors(&w, &store);
    tiny_text(&w, "labels.ents", "-\nperson\nplace");
    if (open_network(&w, &err) != DEMARCHE_OK)
        fail_msg("%s", err.message);
    tiny_tensors(&w, &store);
    tiny_text(&w, "labels.ents", "-\nperson\nplant\nplanet");
    assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
    assert_string_equal(err.message, "tiny: unknown entity type among its labels");
    tiny_tensors(&w, &store); /* more outputs than the layer has */
    tiny_text(&w, "labels.ents", "-\n-\n-\n-\n-\n-\n-\n-\n-");
    assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
    assert_non_null(strstr(err.message, "tag.b"));
}

static void labels_that_mean_nothing_are_refused(void **state)
{
    (void)state;
    refused_text("labels.upos", "NOUN\nVURB", "unknown part of speech");
    refused_text("labels.upos", "NOUN", "behind the labels");
    refused_text("labels.rels", "root\nsubject", "unknown relation");
    refused_text("lemma.scripts", "k\t0", "lemma script");
    refused_text("lemma.scripts", "q\t0\tx", "lemma script");
    refused_text("lemma.scripts", "k\t-1\tx", "lemma script");
    refused_text("lemma.text", "go\ncome", "differ in number");
}

static void tables_that_point_outside_are_refused(void **state)
{
    model_writer w;
    demarche_error err = {0};

    (void)state;
    tiny_tensors(&w, &store);
    store.slots[0] = 2;
    assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
    tiny_tensors(&w, &store);
    for (size_t i = 0; i < 4; i++)
        store.keys[i] = i + 1; /* full: a search for another key would not end */
    assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
    tiny_tensors(&w, &store);
    store.combos[4] = 2;
    assert_int_equal(open_network(&w, &err), DEMARCHE_E_MODEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tiny_network_opens),
        cmocka_unit_test(no_tensor_can_be_missing),
        cmocka_unit_test(no_tensor_can_be_of_another_type_or_shape),
        cmocka_unit_test(weights_of_eight_bits_are_refused),
        cmocka_unit_test(entity_types_may_be_there),
        cmocka_unit_test(labels_that_mean_nothing_are_refused),
        cmocka_unit_test(tables_that_point_outside_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
