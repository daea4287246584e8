/* Of two addresses, the one that a class can reach comes first. */
#include "collect/web/address.h"

#include "tests/fixture.h"

#include <arpa/inet.h>

static struct pair {
    const char *name;
    const char *better, *better_device, *worse, *worse_device;
} cases[] = {
    { "our own hotspot before the school's Wi-Fi", "10.42.0.1", "wlan1", "10.3.7.90",
      "wlan0" },
    { "an iPhone's hotspot before a cable", "172.20.10.4", "wlan0", "192.168.1.5",
      "eth0" },
    { "the last of an iPhone's sixteen", "172.20.10.15", "wlan0", "172.20.10.16",
      "wlan0" },
    { "Wi-Fi before a cable", "192.168.1.4", "wlp3s0", "192.168.1.5", "enp2s0" },
    { "a cable before a bridge of containers", "192.168.1.5", "eth0", "172.17.0.1",
      "docker0" },
    { "a public address before a virtual one", "145.53.2.1", "eth0", "192.168.122.1",
      "virbr0" },
    { "a private one before a public one", "172.31.0.9", "eth0", "172.32.0.9", "eth0" },
    { "any before one that nobody handed out", "145.53.2.1", "eth0", "169.254.3.4",
      "wlan0" },
};

static struct peil_address address(const char *text, const char *device)
{
    struct in_addr number;
    assert_int_equal(inet_pton(AF_INET, text, &number), 1);
    return (struct peil_address){ ntohl(number.s_addr), device };
}

static void comes_first(void **state)
{
    const struct pair *c = *state;
    struct peil_address better = address(c->better, c->better_device);
    struct peil_address worse = address(c->worse, c->worse_device);
    assert_true(peil_address_fitness(&better) > peil_address_fitness(&worse));
}

static void own_ones_are_in_order(void **state)
{
    const struct peil_address *own;
    size_t count = peil_address_own(&own, arena);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_int_not_equal(own[i].number >> 24, 127);
        if (i > 0)
            assert_true(peil_address_fitness(&own[i - 1]) >=
                        peil_address_fitness(&own[i]));
    }
}

int main(void)
{
    const struct test tests[] = {
        TEST(own_ones_are_in_order),
        ROWS(cases, comes_first, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
