#include "nn/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"

enum {
    HEADER_BYTES = 64,
    ENTRY_BYTES = 64,
    NAME_BYTES = 32,
    ALIGNMENT = 64,
    VERSION = 2,
    MAX_TENSORS = 4096,
};

static const char MAGIC[8] = "DMRMODEL";
static const uint32_t BYTE_ORDER_MARK = 0x01020304;

/* Fields of the header by their place; all little-endian. */
enum { AT_VERSION = 8, AT_ORDER = 12, AT_SIZE = 16, AT_SUM = 24, AT_COUNT = 32 };

struct dmr_model {
    const unsigned char *bytes;
    size_t size;
    dmr_file file; /* closed where the bytes are the caller's */
    char *name;
    dmr_tensor *tensors; /* (n_tensors) */
    size_t n_tensors;
};

static uint32_t get_u32(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t get_u64(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

uint64_t dmr_model_checksum(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    uint64_t lane[4], sum = DMR_HASH_SEED;

    for (size_t k = 0; k < 4; k++)
        lane[k] = DMR_HASH_SEED + k;
    for (size_t i = 0; i + 32 <= n; i += 32) {
        for (size_t k = 0; k < 4; k++)
            lane[k] = (lane[k] ^ get_u64(p + i + 8 * k)) * UINT64_C(1099511628211);
    }
    for (size_t k = 0; k < 4; k++)
        sum = ((sum ^ lane[k]) * UINT64_C(1099511628211)) ^ (lane[k] >> 32);
    return sum;
}

static demarche_status refuse(const dmr_model *m, demarche_error *err, size_t offset,
                              const char *why)
{
    return dmr_error_set(err, DEMARCHE_E_MODEL, offset, "%s: %s", m->name, why);
}

static size_t type_bytes(uint32_t type)
{
    switch (type) {
    case DMR_TENSOR_BYTES:
    case DMR_TENSOR_I8:
        return 1;
    case DMR_TENSOR_F32:
    case DMR_TENSOR_U32:
        return 4;
    case DMR_TENSOR_U64:
        return 8;
    default:
        return 0;
    }
}

static demarche_status check_header(const dmr_model *m, demarche_error *err)
{
    const unsigned char *p = m->bytes;

    if (m->size < HEADER_BYTES)
        return refuse(m, err, m->size, "too short to be a demarche model");
    if (memcmp(p, MAGIC, sizeof MAGIC) != 0)
        return refuse(m, err, 0, "not a demarche model (no DMRMODEL at its beginning)");
    if (get_u32(p + AT_ORDER) != BYTE_ORDER_MARK)
        return refuse(m, err, AT_ORDER, "model of the other byte order");
    if (get_u32(p + AT_VERSION) != VERSION)
        return dmr_error_set(err, DEMARCHE_E_MODEL, AT_VERSION,
                             "%s: model format %u, this program reads format %d", m->name,
                             (unsigned)get_u32(p + AT_VERSION), VERSION);
    if (get_u64(p + AT_SIZE) != m->size)
        return dmr_error_set(err, DEMARCHE_E_MODEL, AT_SIZE,
                             "%s: model is %zu bytes, its header says %llu (cut short?)",
                             m->name, m->size, (unsigned long long)get_u64(p + AT_SIZE));
    if (m->size % ALIGNMENT != 0)
        return refuse(m, err, m->size, "model size is not a multiple of 64");
    if (dmr_model_checksum(p + AT_COUNT, m->size - AT_COUNT) != get_u64(p + AT_SUM))
        return refuse(m, err, AT_SUM, "model is damaged (checksum differs)");
    return DEMARCHE_OK;
}

/* One directory entry: name[32], u32 type, u32 zero, u64 rows, u64 cols, u64 offset. */
static demarche_status read_entry(const dmr_model *m, size_t at, dmr_tensor *t,
                                  demarche_error *err)
{
    const unsigned char *p = m->bytes + at;
    uint32_t type = get_u32(p + NAME_BYTES);
    uint64_t rows = get_u64(p + NAME_BYTES + 8), cols = get_u64(p + NAME_BYTES + 16);
    uint64_t offset = get_u64(p + NAME_BYTES + 24);
    size_t unit = type_bytes(type);

    memcpy(t->name, p, NAME_BYTES);
    t->name[NAME_BYTES] = '\0';
    if (t->name[0] == '\0')
        return refuse(m, err, at, "tensor without a name");
    if (unit == 0)
        return refuse(m, err, at, "tensor of an unknown type");
    if (rows == 0 || cols == 0 || rows > m->size || cols > m->size ||
        rows > m->size / cols || rows * cols > m->size / unit)
        return refuse(m, err, at, "tensor larger than the file");
    if (offset % ALIGNMENT != 0 || offset > m->size ||
        rows * cols * unit > m->size - offset)
        return refuse(m, err, at, "tensor outside the file");
    t->type = (dmr_tensor_type)type;
    t->rows = (size_t)rows;
    t->cols = (size_t)cols;
    t->data = m->bytes + offset;
    return DEMARCHE_OK;
}

static demarche_status read_directory(dmr_model *m, demarche_error *err)
{
    size_t n = get_u32(m->bytes + AT_COUNT);

    if (n == 0 || n > MAX_TENSORS || n > (m->size - HEADER_BYTES) / ENTRY_BYTES)
        return refuse(m, err, AT_COUNT, "impossible number of tensors");
    m->tensors = calloc(n, sizeof *m->tensors);
    if (!m->tensors)
        return dmr_error_memory(err);
    for (size_t i = 0; i < n; i++) {
        size_t at = HEADER_BYTES + i * ENTRY_BYTES;
        DMR_TRY(read_entry(m, at, &m->tensors[i], err));
        m->n_tensors = i;
        if (dmr_model_find(m, m->tensors[i].name))
            return refuse(m, err, at, "two tensors of one name");
    }
    m->n_tensors = n;
    return DEMARCHE_OK;
}

static demarche_status check(dmr_model *m, demarche_error *err)
{
    if ((uintptr_t)m->bytes % ALIGNMENT != 0)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s: memory not aligned to 64",
                             m->name);
    DMR_TRY(check_header(m, err));
    return read_directory(m, err);
}

static dmr_model *new_model(const char *name)
{
    dmr_model *m = calloc(1, sizeof *m);
    size_t n = strlen(name) + 1;

    if (!m)
        return NULL;
    m->name = malloc(n);
    if (!m->name) {
        free(m);
        return NULL;
    }
    memcpy(m->name, name, n);
    return m;
}

demarche_status dmr_model_open_memory(dmr_model **out, const void *bytes, size_t n,
                                      const char *name, demarche_error *err)
{
    dmr_model *m = new_model(name);
    demarche_status status;

    *out = NULL;
    if (!m)
        return dmr_error_memory(err);
    m->bytes = bytes;
    m->size = n;
    status = check(m, err);
    if (status != DEMARCHE_OK) {
        dmr_model_free(m);
        return status;
    }
    *out = m;
    return DEMARCHE_OK;
}

demarche_status dmr_model_open(dmr_model **out, const char *path, demarche_error *err)
{
    dmr_model *m = new_model(path);
    demarche_status status;

    *out = NULL;
    if (!m)
        return dmr_error_memory(err);
    status = dmr_file_map(&m->file, path, err);
    if (status == DEMARCHE_OK) {
        m->bytes = (const unsigned char *)m->file.bytes.ptr;
        m->size = m->file.bytes.len;
        status = check(m, err);
    }
    if (status != DEMARCHE_OK) {
        dmr_model_free(m);
        return status;
    }
    *out = m;
    return DEMARCHE_OK;
}

void dmr_model_free(dmr_model *m)
{
    if (!m)
        return;
    dmr_file_close(&m->file);
    free(m->tensors);
    free(m->name);
    free(m);
}

const char *dmr_model_name(const dmr_model *m)
{
    return m->name;
}

const dmr_tensor *dmr_model_find(const dmr_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_tensors; i++) {
        if (strcmp(m->tensors[i].name, name) == 0)
            return &m->tensors[i];
    }
    return NULL;
}

demarche_status dmr_model_need(const dmr_model *m, const char *name, dmr_tensor_type type,
                               size_t rows, size_t cols, const dmr_tensor **out,
                               demarche_error *err)
{
    const dmr_tensor *t = dmr_model_find(m, name);

    if (!t)
        return dmr_error_set(err, DEMARCHE_E_MODEL, 0, "%s: no tensor %s", m->name, name);
    if (t->type != type || (rows && t->rows != rows) || (cols && t->cols != cols))
        return dmr_error_set(err, DEMARCHE_E_MODEL, 0,
                             "%s: tensor %s is of type %d, (%zu, %zu), wanted %d, (%zu, "
                             "%zu)",
                             m->name, name, (int)t->type, t->rows, t->cols, (int)type,
                             rows, cols);
    *out = t;
    return DEMARCHE_OK;
}
