#include "cluster.h"

#include "model.h"

int q_clusters_open(q_clusters *clusters, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    *clusters = (q_clusters){0};
    if (!bytes || size < Q_CLUSTER_HEADER || (uint64_t)q_read32(at) * 5 != size - Q_CLUSTER_HEADER)
        return -1;
    clusters->count = q_read32(at);
    clusters->hashes = at + Q_CLUSTER_HEADER;
    clusters->classes = clusters->hashes + (size_t)clusters->count * 4;
    return 0;
}

int q_clusters_are_good(const void *bytes, size_t size)
{
    q_clusters clusters;
    return !q_clusters_open(&clusters, bytes, size);
}

uint8_t q_cluster_of(const q_clusters *clusters, uint32_t hash)
{
    uint32_t low = 0, high = clusters->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, found = q_read32(clusters->hashes + (size_t)middle * 4);
        if (found == hash)
            return clusters->classes[middle];
        if (found < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}
