// HKDF over BLAKE2b-512 for many 32-byte secrets under one salt and info: the key derivation of a batch of crypto boxes
// (fact sheet crypto §3.1), one secret in each lane. Six compressions an item, since the salt's pads are compressed beforehand.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>Derives many keys with the same public salt and info. Immutable, so it may be shared between threads.</summary>
public sealed unsafe class HkdfBlake2b512Batch
{
    /// <summary>Bytes of input key material in an item: 32.</summary>
    public const int InputSize = 32;

    /// <summary>The most bytes that one item can yield: 64, one HMAC.</summary>
    public const int MaxOutputSize = 64;

    /// <summary>The longest info in bytes: 127, so that it and the counter make one block.</summary>
    public const int MaxInfoSize = Blake2b.BlockSize - 1;

    private const ulong InnerPad = 0x3636363636363636, OuterPad = 0x5c5c5c5c5c5c5c5c;
    private const ulong Start = Blake2bConstants.Iv0 ^ 0x01010040;

    private readonly ulong[] _saltInner = new ulong[8];
    private readonly ulong[] _saltOuter = new ulong[8];
    private readonly ulong[] _infoBlock = new ulong[16];
    private readonly int _infoSize;

    /// <summary>Prepares for a salt and an info, both public.</summary>
    /// <param name="salt">Any length.</param>
    /// <param name="info">At most 127 bytes.</param>
    /// <param name="outputSize">Bytes of output key material in an item, 1 to 64.</param>
    /// <exception cref="ArgumentException">The info or the output is too long.</exception>
    public HkdfBlake2b512Batch(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, int outputSize)
    {
        Error.ThrowIfNotBetween(info.Length, 0, MaxInfoSize, nameof(info));
        Error.ThrowIfNotBetween(outputSize, 1, MaxOutputSize, nameof(outputSize));
        OutputSize = outputSize;
        new HmacBlake2b(64, salt).CopyStatesTo(_saltInner, _saltOuter);
        Span<byte> block = MemoryMarshal.AsBytes(_infoBlock.AsSpan());
        info.CopyTo(block);
        block[info.Length] = 1;
        _infoSize = info.Length + 1;
    }

    /// <summary>Bytes of output key material in an item.</summary>
    public int OutputSize { get; }

    /// <summary>Derives one key from each secret. Constant time; nothing is allocated and all intermediate secrets are wiped.</summary>
    /// <param name="ikms">The secrets in a row, 32 bytes each; any number.</param>
    /// <param name="okms">The keys in a row, <see cref="OutputSize"/> bytes each, as many as secrets.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void DeriveKeys(ReadOnlySpan<byte> ikms, Span<byte> okms)
    {
        int count = Error.CountOf(ikms.Length, InputSize, nameof(ikms));
        Error.ThrowIfNotCount(okms.Length, count, OutputSize, nameof(okms));
        switch (Simd.Level)
        {
            case SimdLevel.Avx512: DeriveKeys<Avx512Lanes, Vector512<ulong>>(ikms, okms); break;
            case SimdLevel.Avx2: DeriveKeys<Avx2Lanes, Vector256<ulong>>(ikms, okms); break;
            default: DeriveKeys<PlainLane, ulong>(ikms, okms); break;
        }
    }

    // SAFETY: all rows lie inside one LaneRows.StackSize of stack: 8 of state, 16 of block, 8 of the outer state.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void DeriveKeys<TLanes, TRow>(ReadOnlySpan<byte> ikms, Span<byte> okms)
        where TLanes : struct, IWordLanes<TRow>
        where TRow : unmanaged
    {
        byte* stack = stackalloc byte[LaneRows.StackSize(sizeof(TRow))];
        TRow* state = LaneRows.Align<TRow>(stack);
        TRow* block = state + 8;
        TRow* outer = block + 16;
        int count = ikms.Length / InputSize;
        for (int first = 0; first < count; first += TLanes.Count)
        {
            int used = Math.Min(TLanes.Count, count - first);
            for (int lane = 0; lane < used; lane++)
            {
                LaneRows.SetLane(block, lane, MemoryMarshal.Cast<byte, ulong>(ikms.Slice((first + lane) * InputSize, InputSize)));
            }
            DeriveLanes<TLanes, TRow>(state, block, outer);
            for (int lane = 0; lane < used; lane++)
            {
                LaneRows.GetLane(state, lane, okms.Slice((first + lane) * OutputSize, OutputSize));
            }
        }
        CryptographicOperations.ZeroMemory(new Span<byte>(stack, LaneRows.StackSize(sizeof(TRow))));
    }

    /// <summary>From 4 rows of input in <paramref name="block"/> to 8 rows of output in <paramref name="state"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DeriveLanes<TLanes, TRow>(TRow* state, TRow* block, TRow* outer)
        where TLanes : struct, IWordLanes<TRow>
        where TRow : unmanaged
    {
        // Extract: prk = HMAC(salt, ikm).
        Broadcast<TLanes, TRow>(default, block + 4, 12);
        Broadcast<TLanes, TRow>(_saltInner, state, 8);
        Blake2bCompression<TLanes, TRow>.Compress(state, block, Blake2b.BlockSize + InputSize, ulong.MaxValue);
        Broadcast<TLanes, TRow>(_saltOuter, outer, 8);
        FinishHmac<TLanes, TRow>(state, block, outer);

        // The pads of prk.
        for (int i = 0; i < 8; i++) block[i] = TLanes.Xor(outer[i], TLanes.Broadcast(InnerPad));
        for (int i = 8; i < 16; i++) block[i] = TLanes.Broadcast(InnerPad);
        StartHash<TLanes, TRow>(state);
        Blake2bCompression<TLanes, TRow>.Compress(state, block, Blake2b.BlockSize, 0);
        for (int i = 0; i < 16; i++) block[i] = TLanes.Xor(block[i], TLanes.Broadcast(InnerPad ^ OuterPad));
        StartHash<TLanes, TRow>(outer);
        Blake2bCompression<TLanes, TRow>.Compress(outer, block, Blake2b.BlockSize, 0);

        // Expand: okm = HMAC(prk, info ‖ 01).
        Broadcast<TLanes, TRow>(_infoBlock, block, 16);
        Blake2bCompression<TLanes, TRow>.Compress(state, block, (ulong)(Blake2b.BlockSize + _infoSize), ulong.MaxValue);
        FinishHmac<TLanes, TRow>(state, block, outer);
        for (int i = 0; i < 8; i++) state[i] = outer[i];
    }

    /// <summary>Hashes the inner digest in <paramref name="state"/> into the outer state, which becomes the MAC.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishHmac<TLanes, TRow>(TRow* state, TRow* block, TRow* outer)
        where TLanes : struct, IWordLanes<TRow>
        where TRow : unmanaged
    {
        for (int i = 0; i < 8; i++) block[i] = state[i];
        Broadcast<TLanes, TRow>(default, block + 8, 8);
        Blake2bCompression<TLanes, TRow>.Compress(outer, block, Blake2b.BlockSize + 64, ulong.MaxValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartHash<TLanes, TRow>(TRow* state)
        where TLanes : struct, IWordLanes<TRow>
        where TRow : unmanaged
    {
        Broadcast<TLanes, TRow>(Blake2bConstants.Iv, state, 8);
        state[0] = TLanes.Broadcast(Start);
    }

    /// <summary>Gives every lane the same words, or zeros where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Broadcast<TLanes, TRow>(ReadOnlySpan<ulong> words, TRow* rows, int count)
        where TLanes : struct, IWordLanes<TRow>
        where TRow : unmanaged
    {
        for (int i = 0; i < count; i++) rows[i] = TLanes.Broadcast(words.IsEmpty ? 0 : words[i]);
    }
}
