#include "CKernel.h"

#include <string.h>

// Looks at two bytes of the text that are rare in logs, sixteen places at a time, and compares the whole text only where both are:
// the "generic SIMD" of W. Muła, in the vector extensions of clang, which become SSE2 or NEON.

typedef uint8_t lanes __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

static inline lanes load(const uint8_t *bytes) {
    lanes value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

static inline bool any(lanes value) {
    halves both = (halves)value;
    return (both[0] | both[1]) != 0;
}

static bool is_letter(uint8_t byte) { return byte >= 'a' && byte <= 'z'; }

/// How rare a byte is in JSON lines of English: larger is rarer.
static int rarity(uint8_t byte) {
    static const char common[] = "\"e :,st01a2onir-3l45.md6789ucTZph{}g_fybwv/=kxjqz()[]";
    const char *place = byte == 0 ? NULL : strchr(common, byte);
    return place == NULL ? (int)sizeof common : (int)(place - common);
}

static bool is_here(const uint8_t *place, const uint8_t *text, int64_t length, bool ignores_case) {
    if (!ignores_case) return memcmp(place, text, (size_t)length) == 0;
    for (int64_t index = 0; index < length; index++) {
        uint8_t byte = place[index];
        if (byte >= 'A' && byte <= 'Z') byte |= 0x20;
        if (byte != text[index]) return false;
    }
    return true;
}

struct ck_rare_places ck_rare_places(const uint8_t *text, int64_t length) {
    struct ck_rare_places rare = {0, 0};
    int best = -1, second = -1;
    for (int64_t index = 0; index < length; index++) {
        int rank = rarity(text[index]);
        if (rank > best) {
            rare.second = rare.first;
            second = best;
            rare.first = index;
            best = rank;
        } else if (rank > second) {
            rare.second = index;
            second = rank;
        }
    }
    return rare;
}

int64_t ck_find(
    const uint8_t *bytes, int64_t count, const uint8_t *text, int64_t length, struct ck_rare_places places, bool ignores_case
) {
    if (length > count) return -1;
    if (length == 0) return 0;
    int64_t rare = places.first, other = places.second;
    // A letter in both cases differs from itself in one bit.
    uint8_t rare_bit = ignores_case && is_letter(text[rare]) ? 0x20 : 0;
    uint8_t other_bit = ignores_case && is_letter(text[other]) ? 0x20 : 0;
    lanes rare_byte = text[rare] - (lanes){}, other_byte = text[other] - (lanes){};
    lanes rare_fold = rare_bit - (lanes){}, other_fold = other_bit - (lanes){};
    int64_t place = 0, last = count - length;
    while (place <= last) {
        // Loads stay inside the bytes, as no place in a group is after `last`.
        int parts = place + 63 <= last ? 4 : place + 15 <= last ? 1 : 0;
        if (parts == 0) {
            if ((bytes[place + rare] | rare_bit) == text[rare] && is_here(bytes + place, text, length, ignores_case)) return place;
            place++;
            continue;
        }
        lanes found[4] = {{0}, {0}, {0}, {0}};
        for (int part = 0; part < parts; part++) {
            const uint8_t *start = bytes + place + part * 16;
            found[part] = (lanes)((load(start + rare) | rare_fold) == rare_byte)
                & (lanes)((load(start + other) | other_fold) == other_byte);
        }
        if (any(found[0] | found[1] | found[2] | found[3])) {
            for (int lane = 0; lane < parts * 16; lane++) {
                if (found[lane / 16][lane % 16] == 0) continue;
                if (is_here(bytes + place + lane, text, length, ignores_case)) return place + lane;
            }
        }
        place += parts * 16;
    }
    return -1;
}
