/* SPDX-License-Identifier: Apache-2.0
 * A loop of a hundred and one instructions, for ten seconds at the most. */
#include <unistd.h>

int main(void) {
    alarm(10);
    __asm__ volatile("1:\n.rept 100\nnop\n.endr\njmp 1b");
}
