// BLAKE2b over many messages of the same length, one in each lane (RFC 7693).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

public unsafe partial struct Blake2b
{
    /// <summary>The digests of many messages of the same length, each behind the same prefix.</summary>
    /// <param name="prefix">Put before each message; any length.</param>
    /// <param name="messages">The messages in a row.</param>
    /// <param name="messageSize">Bytes in a message, at least 1.</param>
    /// <param name="digests">The digests in a row, as many as messages.</param>
    /// <param name="digestSize">1 to 64 bytes.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void HashEach(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageSize, Span<byte> digests, int digestSize)
    {
        Error.ThrowIfNotBetween(messageSize, 1, int.MaxValue, nameof(messageSize));
        Error.ThrowIfNotBetween(digestSize, 1, MaxDigestSize, nameof(digestSize));
        int count = Error.CountOf(messages.Length, messageSize, nameof(messages));
        Error.ThrowIfNotCount(digests.Length, count, digestSize, nameof(digests));
        switch (Simd.Level)
        {
            case SimdLevel.Avx512: HashEach<Avx512Lanes, Vector512<ulong>>(prefix, messages, messageSize, digests, digestSize); break;
            case SimdLevel.Avx2: HashEach<Avx2Lanes, Vector256<ulong>>(prefix, messages, messageSize, digests, digestSize); break;
            default: HashEach<PlainLane, ulong>(prefix, messages, messageSize, digests, digestSize); break;
        }
    }

    // SAFETY: all rows lie inside one LaneRows.StackSize of stack: 8 of state, 16 of block.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void HashEach<TLanes, TRow>(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> messages, int messageSize, Span<byte> digests, int digestSize)
        where TLanes : struct, IWordLanes<TRow>
        where TRow : unmanaged
    {
        byte* stack = stackalloc byte[LaneRows.StackSize(sizeof(TRow))];
        TRow* state = LaneRows.Align<TRow>(stack);
        TRow* block = state + 8;
        Span<byte> piece = stackalloc byte[BlockSize];
        int count = messages.Length / messageSize;
        long length = (long)prefix.Length + messageSize;

        for (int first = 0; first < count; first += TLanes.Count)
        {
            int used = Math.Min(TLanes.Count, count - first);
            for (int i = 0; i < 8; i++) state[i] = TLanes.Broadcast(Blake2bConstants.Iv[i]);
            state[0] = TLanes.Broadcast(Blake2bConstants.Iv0 ^ Blake2bConstants.Parameters(digestSize, 0));
            new Span<byte>(block, 16 * sizeof(TRow)).Clear();

            for (long offset = 0; offset < length; offset += BlockSize)
            {
                for (int lane = 0; lane < used; lane++)
                {
                    Cut(prefix, messages.Slice((first + lane) * messageSize, messageSize), offset, piece);
                    LaneRows.SetLane(block, lane, MemoryMarshal.Cast<byte, ulong>(piece));
                }
                ulong last = offset + BlockSize >= length ? ulong.MaxValue : 0;
                Blake2bCompression<TLanes, TRow>.Compress(state, block, (ulong)Math.Min(offset + BlockSize, length), last);
            }
            for (int lane = 0; lane < used; lane++)
            {
                LaneRows.GetLane(state, lane, digests.Slice((first + lane) * digestSize, digestSize));
            }
        }
        CryptographicOperations.ZeroMemory(new Span<byte>(stack, LaneRows.StackSize(sizeof(TRow))));
        CryptographicOperations.ZeroMemory(piece);
    }

    /// <summary>One block of prefix ‖ message from an offset on, zeros after the end.</summary>
    private static void Cut(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> message, long offset, Span<byte> block)
    {
        block.Clear();
        int done = 0;
        if (offset < prefix.Length)
        {
            ReadOnlySpan<byte> part = prefix[(int)offset..];
            done = Math.Min(part.Length, BlockSize);
            part[..done].CopyTo(block);
        }
        long start = offset + done - prefix.Length;
        if (start < 0) return; // the prefix goes on behind this block
        ReadOnlySpan<byte> rest = message[(int)start..];
        rest[..Math.Min(rest.Length, BlockSize - done)].CopyTo(block[done..]);
    }
}
