/* The model file: what is whole opens, what is foreign or damaged is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model_writer.h"

static const float NUMBERS[6] = {1, 2, 3, 4, 5, 6};

static unsigned char *small_file(size_t *n)
{
    model_writer w = {0};

    writer_add(&w, "numbers", DMR_TENSOR_F32, 2, 3, NUMBERS, sizeof NUMBERS);
    writer_add(&w, "text", DMR_TENSOR_BYTES, 1, 5, "a\nb\nc", 5);
    return writer_file(&w, n);
}

static void assert_refused(const unsigned char *file, size_t n, const char *why)
{
    dmr_model *m;
    demarche_error err = {0};

    assert_int_equal(dmr_model_open_memory(&m, file, n, "x.model", &err),
                     DEMARCHE_E_MODEL);
    assert_null(m);
    assert_non_null(strstr(err.message, why));
    assert_memory_equal(err.message, "x.model: ", 9);
    assert_null(strchr(err.message, '\n'));
}

static void a_whole_file_opens_and_gives_its_tensors(void **state)
{
    size_t n;
    unsigned char *file = small_file(&n);
    dmr_model *m;
    const dmr_tensor *t;
    demarche_error err = {0};

    (void)state;
    assert_int_equal(dmr_model_open_memory(&m, file, n, "x.model", &err), DEMARCHE_OK);
    assert_string_equal(dmr_model_name(m), "x.model");
    t = dmr_model_find(m, "numbers");
    assert_non_null(t);
    assert_int_equal(t->rows, 2);
    assert_int_equal(t->cols, 3);
    assert_memory_equal(t->data, NUMBERS, sizeof NUMBERS);
    assert_null(dmr_model_find(m, "number"));
    dmr_model_free(m);
    free(file);
}

static void a_tensor_of_another_name_type_or_shape_is_not_given(void **state)
{
    size_t n;
    unsigned char *file = small_file(&n);
    dmr_model *m;
    const dmr_tensor *t;
    demarche_error err = {0};

    (void)state;
    assert_int_equal(dmr_model_open_memory(&m, file, n, "x.model", &err), DEMARCHE_OK);
    assert_int_equal(dmr_model_need(m, "numbers", DMR_TENSOR_F32, 2, 0, &t, &err),
                     DEMARCHE_OK);
    assert_int_equal(dmr_model_need(m, "numbers", DMR_TENSOR_U32, 2, 3, &t, &err),
                     DEMARCHE_E_MODEL);
    assert_int_equal(dmr_model_need(m, "numbers", DMR_TENSOR_F32, 3, 0, &t, &err),
                     DEMARCHE_E_MODEL);
    assert_int_equal(dmr_model_need(m, "none", DMR_TENSOR_F32, 0, 0, &t, &err),
                     DEMARCHE_E_MODEL);
    assert_string_equal(err.message, "x.model: no tensor none");
    dmr_model_free(m);
    free(file);
}

static void any_cut_is_refused(void **state)
{
    size_t n;
    unsigned char *file = small_file(&n);

    (void)state;
    for (size_t k = 0; k < n; k++)
        assert_refused(file, k, k < 64 ? "too short" : "cut short");
    free(file);
}

static void any_changed_byte_is_refused(void **state)
{
    size_t n;
    unsigned char *file = small_file(&n);

    (void)state;
    for (size_t k = 0; k < n; k++) {
        file[k] ^= 0x20;
        assert_refused(file, n, k < 8 ? "not a demarche model" : "model");
        file[k] ^= 0x20;
    }
    free(file);
}

/* Write v into the file, make size and checksum right again, want a refusal. */
static void refused_with(size_t at, uint64_t v, size_t bytes, const char *why)
{
    size_t n;
    unsigned char *file = small_file(&n);

    memcpy(file + at, &v, bytes);
    writer_seal(file, n);
    assert_refused(file, n, why);
    free(file);
}

static void a_sealed_lie_in_header_or_directory_is_refused(void **state)
{
    enum { ENTRY = 64, TYPE = 32, ROWS = 40, COLS = 48, OFFSET = 56 };

    (void)state;
    refused_with(8, 1, 4, "model format 1, this program reads format 2");
    refused_with(12, 0x04030201, 4, "other byte order");
    refused_with(32, 0, 4, "number of tensors");
    refused_with(32, UINT32_MAX, 4, "number of tensors");
    refused_with(32, 5000, 4, "number of tensors");
    refused_with(ENTRY, 0, 8, "without a name");
    refused_with(ENTRY + TYPE, 0, 4, "unknown type");
    refused_with(ENTRY + TYPE, 6, 4, "unknown type");
    refused_with(ENTRY + ROWS, 0, 8, "larger than the file");
    refused_with(ENTRY + ROWS, UINT64_MAX, 8, "larger than the file");
    refused_with(ENTRY + COLS, UINT64_MAX / 2, 8, "larger than the file");
    refused_with(ENTRY + ROWS, 200, 8, "larger than the file");
    refused_with(ENTRY + ROWS, 20, 8, "outside the file");
    refused_with(ENTRY + OFFSET, 193, 8, "outside the file");
    refused_with(ENTRY + OFFSET, UINT64_MAX - 63, 8, "outside the file");
}

static void two_tensors_of_one_name_are_refused(void **state)
{
    model_writer w = {0};
    size_t n;

    (void)state;
    writer_add(&w, "a", DMR_TENSOR_BYTES, 1, 1, "x", 1);
    writer_add(&w, "a", DMR_TENSOR_BYTES, 1, 1, "y", 1);
    unsigned char *file = writer_file(&w, &n);
    assert_refused(file, n, "two tensors of one name");
    free(file);
}

static void missing_files_and_folders_are_io_errors(void **state)
{
    dmr_model *m;
    demarche_error err = {0};

    (void)state;
    assert_int_equal(dmr_model_open(&m, "/nonexistent/x.model", &err), DEMARCHE_E_IO);
    assert_null(m);
    assert_int_not_equal(dmr_model_open(&m, "/tmp", &err), DEMARCHE_OK);
    assert_null(m);
    assert_int_equal(dmr_model_open(&m, "meson.build", &err), DEMARCHE_E_MODEL);
    assert_non_null(strstr(err.message, "not a demarche model"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file_opens_and_gives_its_tensors),
        cmocka_unit_test(a_tensor_of_another_name_type_or_shape_is_not_given),
        cmocka_unit_test(any_cut_is_refused),
        cmocka_unit_test(any_changed_byte_is_refused),
        cmocka_unit_test(a_sealed_lie_in_header_or_directory_is_refused),
        cmocka_unit_test(two_tensors_of_one_name_are_refused),
        cmocka_unit_test(missing_files_and_folders_are_io_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
