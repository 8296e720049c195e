// AES-256 in counter mode with AES-NI (FIPS 197; SP 800-38D §6.5). Constant time by the instructions' nature.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Instructions = System.Runtime.Intrinsics.X86.Aes;

namespace MobileCoin.Crypto;

/// <summary>The kernels for AES-NI and PCLMULQDQ.</summary>
internal readonly partial struct AesNi : IGcmKernel
{
    internal static bool IsSupported => Instructions.IsSupported && Pclmulqdq.IsSupported && Ssse3.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Expand(ReadOnlySpan<byte> key, ref ExpandedKey expanded)
    {
        // AESENCLAST on four equal columns is SubWord (ShiftRows does nothing there) and adds the round constant on the way:
        // shorter than AESKEYGENASSIST, which is microcoded on many processors.
        Vector128<byte> rotatedLastWord = Vector128.Create(0x0c0f0e0du).AsByte();
        Vector128<byte> lastWord = Vector128.Create(0x0f0e0d0cu).AsByte();
        Vector128<byte> even = Vector128.Create(key[..16]);
        Vector128<byte> odd = Vector128.Create(key[16..32]);
        expanded[0] = even.AsUInt64();
        expanded[1] = odd.AsUInt64();
        for (int i = 1; i < 7; i++)
        {
            even = Smear(even) ^ Instructions.EncryptLast(Ssse3.Shuffle(odd, rotatedLastWord), Vector128.Create(1u << (i - 1)).AsByte());
            odd = Smear(odd) ^ Instructions.EncryptLast(Ssse3.Shuffle(even, lastWord), Vector128<byte>.Zero);
            expanded[2 * i] = even.AsUInt64();
            expanded[(2 * i) + 1] = odd.AsUInt64();
        }
        even = Smear(even) ^ Instructions.EncryptLast(Ssse3.Shuffle(odd, rotatedLastWord), Vector128.Create(1u << 6).AsByte());
        expanded[14] = even.AsUInt64();

        Vector128<byte> zero = expanded[0].AsByte();
        for (int i = 1; i < 14; i++) zero = Instructions.Encrypt(zero, expanded[i].AsByte());
        zero = Instructions.EncryptLast(zero, expanded[14].AsByte());
        expanded[ExpandedKey.HashKey] = TimesX(Reverse(zero));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Counter(
        ref readonly ExpandedKey key, Vector128<uint> nonce, uint counter, ref readonly byte source,
        ref byte destination, nuint length, ulong mask)
    {
        Vector128<byte> select = Vector128.Create(mask).AsByte();
        ref byte from = ref Unsafe.AsRef(in source);
        nuint done = 0;
        for (; length - done >= 128; done += 128, counter += 8)
        {
            Vector128<byte> whitening = key[0].AsByte();
            Vector128<byte> a = Block(nonce, counter) ^ whitening, b = Block(nonce, counter + 1) ^ whitening;
            Vector128<byte> c = Block(nonce, counter + 2) ^ whitening, d = Block(nonce, counter + 3) ^ whitening;
            Vector128<byte> e = Block(nonce, counter + 4) ^ whitening, f = Block(nonce, counter + 5) ^ whitening;
            Vector128<byte> g = Block(nonce, counter + 6) ^ whitening, h = Block(nonce, counter + 7) ^ whitening;
            for (int i = 1; i < 14; i++)
            {
                Vector128<byte> round = key[i].AsByte();
                a = Instructions.Encrypt(a, round);
                b = Instructions.Encrypt(b, round);
                c = Instructions.Encrypt(c, round);
                d = Instructions.Encrypt(d, round);
                e = Instructions.Encrypt(e, round);
                f = Instructions.Encrypt(f, round);
                g = Instructions.Encrypt(g, round);
                h = Instructions.Encrypt(h, round);
            }
            Vector128<byte> last = key[14].AsByte();
            Xor(ref from, ref destination, done, Instructions.EncryptLast(a, last) & select);
            Xor(ref from, ref destination, done + 16, Instructions.EncryptLast(b, last) & select);
            Xor(ref from, ref destination, done + 32, Instructions.EncryptLast(c, last) & select);
            Xor(ref from, ref destination, done + 48, Instructions.EncryptLast(d, last) & select);
            Xor(ref from, ref destination, done + 64, Instructions.EncryptLast(e, last) & select);
            Xor(ref from, ref destination, done + 80, Instructions.EncryptLast(f, last) & select);
            Xor(ref from, ref destination, done + 96, Instructions.EncryptLast(g, last) & select);
            Xor(ref from, ref destination, done + 112, Instructions.EncryptLast(h, last) & select);
        }
        for (; done < length; done += 64, counter += 4)
        {
            FourBlocks(in key, nonce, counter, select, ref from, ref destination, done, length);
        }
    }

    /// <summary>Up to four blocks, the last of them possibly cut: short messages are one call of this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourBlocks(
        ref readonly ExpandedKey key, Vector128<uint> nonce, uint counter, Vector128<byte> select,
        ref byte source, ref byte destination, nuint done, nuint length)
    {
        Vector128<byte> whitening = key[0].AsByte();
        Vector128<byte> a = Block(nonce, counter) ^ whitening, b = Block(nonce, counter + 1) ^ whitening;
        Vector128<byte> c = Block(nonce, counter + 2) ^ whitening, d = Block(nonce, counter + 3) ^ whitening;
        for (int i = 1; i < 14; i++)
        {
            Vector128<byte> round = key[i].AsByte();
            a = Instructions.Encrypt(a, round);
            b = Instructions.Encrypt(b, round);
            c = Instructions.Encrypt(c, round);
            d = Instructions.Encrypt(d, round);
        }
        Vector128<byte> last = key[14].AsByte();
        a = Instructions.EncryptLast(a, last) & select;
        b = Instructions.EncryptLast(b, last) & select;
        c = Instructions.EncryptLast(c, last) & select;
        d = Instructions.EncryptLast(d, last) & select;
        if (length - done >= 16)
        {
            Xor(ref source, ref destination, done, a);
            done += 16;
            a = b;
            if (length - done >= 16)
            {
                Xor(ref source, ref destination, done, b);
                done += 16;
                a = c;
                if (length - done >= 16)
                {
                    Xor(ref source, ref destination, done, c);
                    done += 16;
                    a = d;
                    if (length - done >= 16)
                    {
                        Xor(ref source, ref destination, done, d);
                        return;
                    }
                }
            }
        }
        if (done < length) XorPart(ref Unsafe.Add(ref source, done), ref Unsafe.Add(ref destination, done), (uint)(length - done), a);
    }

    /// <summary>Fewer than 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void XorPart(ref byte source, ref byte destination, uint length, Vector128<byte> stream)
    {
        Span<byte> block = stackalloc byte[16];
        ref byte first = ref MemoryMarshal.GetReference(block);
        Unsafe.CopyBlockUnaligned(ref first, ref source, length);
        (Vector128.LoadUnsafe(ref first) ^ stream).StoreUnsafe(ref first);
        Unsafe.CopyBlockUnaligned(ref destination, ref first, length);
        CryptographicOperations.ZeroMemory(block);
    }

    /// <summary>w0, w0^w1, w0^w1^w2, w0^w1^w2^w3: the running sums of the key schedule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Smear(Vector128<byte> key)
    {
        key ^= Sse2.ShiftLeftLogical128BitLane(key, 4);
        return key ^ Sse2.ShiftLeftLogical128BitLane(key, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Block(Vector128<uint> nonce, uint counter) =>
        nonce.WithElement(3, BinaryPrimitives.ReverseEndianness(counter)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Xor(ref byte source, ref byte destination, nuint offset, Vector128<byte> stream) =>
        (Vector128.LoadUnsafe(ref source, offset) ^ stream).StoreUnsafe(ref destination, offset);
}
