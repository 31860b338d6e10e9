package dev.easel.text.clip;

import java.util.Arrays;

/**
 * A binary heap of candidate merges: the lowest rank first, among equals the leftmost. It holds
 * primitive values, as a hostile prompt can have millions of candidates.
 */
final class MergeQueue {
    private long[] heap;
    private int size;

    MergeQueue(int expectedSize) {
        heap = new long[Math.max(4, expectedSize)];
    }

    static int rank(long candidate) {
        return (int) (candidate >>> 32);
    }

    static int position(long candidate) {
        return (int) candidate;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int rank, int position) {
        long candidate = (long) rank << 32 | position;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int hole = size++;
        while (hole > 0 && heap[(hole - 1) / 2] > candidate) {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        heap[hole] = candidate;
    }

    long poll() {
        long first = heap[0];
        long moved = heap[--size];
        int hole = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= moved) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
            child = 2 * hole + 1;
        }
        heap[hole] = moved;
        return first;
    }
}
