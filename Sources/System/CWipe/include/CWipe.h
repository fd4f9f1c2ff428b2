// Memory that is wiped when it is given back, for programs that hold secrets.
//
// Linked into a program, this replaces free() and realloc() by ones that overwrite a block before it can be handed out again: whatever
// held a secret (a string, a buffer of the network, a library's own copy) leaves nothing behind. The cost is one pass over what
// is freed. With glibc only; elsewhere, and beside a sanitizer, the system's own stay.
#ifndef CWIPE_H
#define CWIPE_H

// Keeps the memory of this process from others: no core dump, no debugger of the same user (prctl(2), PR_SET_DUMPABLE).
void cw_guard_memory(void);

// Whether free() wipes in this program.
int cw_wipes(void);

#endif
