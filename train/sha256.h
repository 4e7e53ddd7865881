/* sha256.h - the hash by which the manifests name corpora (FIPS 180-4). */
#ifndef SHA256_H
#define SHA256_H

enum { SHA256_HEX = 65 };

/* The hash of a file in hexadecimal digits, with a NUL. 0, or -1 when it cannot be read. */
int sha256_file(const char *path, char *hex);

#endif
