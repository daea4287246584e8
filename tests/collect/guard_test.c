/* Connections: so many for one address, and each has to get on. And where we listen. */
#include "collect/web/guard.h"
#include "collect/web/listen.h"
#include "tests/fixture.h"

#include <sys/socket.h>
#include <unistd.h>

enum { PUPIL = 0x0a000001, OTHER = 0x0a000002, HERE = 0x7f000001, ROOM = 32 };

static void limits_one_address(void **state)
{
    struct peil_guard *guard = peil_guard_new(ROOM, arena);
    struct peil_guarded *last = NULL;
    (void)state;
    for (size_t i = 0; i < PEIL_GUARD_PER_ADDRESS; i++) {
        assert_true(peil_guard_admits(guard, PUPIL));
        last = peil_guard_begin(guard, PUPIL, -1, 0);
    }
    assert_false(peil_guard_admits(guard, PUPIL));
    assert_true(peil_guard_admits(guard, OTHER));
    peil_guarded_end(last);
    assert_true(peil_guard_admits(guard, PUPIL));
}

static void exempts_this_machine(void **state)
{
    struct peil_guard *guard = peil_guard_new(ROOM, arena);
    (void)state;
    for (size_t i = 0; i < ROOM; i++) {
        assert_true(peil_guard_admits(guard, HERE));
        assert_non_null(peil_guard_begin(guard, HERE, -1, 0));
    }
    assert_null(peil_guard_begin(guard, HERE, -1, 0));
    peil_guarded_step(NULL, 0);
    peil_guarded_end(NULL);
}

static bool is_shut(int other_end)
{
    char byte;
    return recv(other_end, &byte, 1, MSG_DONTWAIT) == 0;
}

static void shuts_who_does_not_get_on(void **state)
{
    struct peil_guard *guard = peil_guard_new(ROOM, arena);
    int drip[2], busy[2];
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, drip), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, busy), 0);
    peil_guard_begin(guard, PUPIL, drip[0], 100);
    struct peil_guarded *getting_on = peil_guard_begin(guard, PUPIL, busy[0], 100);
    peil_guarded_step(getting_on, 110);
    assert_int_equal(peil_guard_shut_late(guard, 100 + PEIL_GUARD_STEP), 0);
    assert_false(is_shut(drip[1]));
    assert_int_equal(peil_guard_shut_late(guard, 101 + PEIL_GUARD_STEP), 1);
    assert_true(is_shut(drip[1]));
    assert_false(is_shut(busy[1]));
    assert_int_equal(peil_guard_shut_late(guard, 101 + PEIL_GUARD_STEP), 0);
    for (size_t i = 0; i < 2; i++) {
        close(drip[i]);
        close(busy[i]);
    }
}

static struct listen_case {
    const char *text;
    bool sound;
    uint32_t address;
    uint16_t port;
} listens[] = {
    { "127.0.0.1:8080", true, 0x7f000001, 8080 },
    { "localhost:0", true, 0x7f000001, 0 },
    { ":8080", true, 0, 8080 },
    { "8080", true, 0, 8080 },
    { "0.0.0.0:65535", true, 0, 65535 },
    { "192.168.1.4:80", true, 0xc0a80104, 80 },
    { "127.0.0.1", false, 0, 0 },
    { "127.0.0.1:", false, 0, 0 },
    { ":65536", false, 0, 0 },
    { ":-1", false, 0, 0 },
    { ":http", false, 0, 0 },
    { "laptop.local:80", false, 0, 0 },
    { "[::1]:80", false, 0, 0 },
    { "", false, 0, 0 },
};

static void reads_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(listens); i++) {
        struct peil_listen listen = { 0 };
        assert_int_equal(peil_listen_read(listens[i].text, &listen), listens[i].sound);
        if (listens[i].sound) {
            assert_int_equal(listen.address, listens[i].address);
            assert_int_equal(listen.port, listens[i].port);
        }
    }
}

static void says_what_to_type(void **state)
{
    const char *const *addresses;
    (void)state;
    assert_int_equal(peil_listen_addresses(&(struct peil_listen){ 0xc0a80104, 80 },
                                           arena, &addresses),
                     1);
    assert_string_equal(addresses[0], "http://192.168.1.4:80/");
    size_t count =
        peil_listen_addresses(&(struct peil_listen){ 0, 8080 }, arena, &addresses);
    assert_string_equal(addresses[count - 1], "http://127.0.0.1:8080/");
}

int main(void)
{
    const struct test tests[] = {
        TEST(limits_one_address),        TEST(exempts_this_machine),
        TEST(shuts_who_does_not_get_on), TEST(reads_addresses),
        TEST(says_what_to_type),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
