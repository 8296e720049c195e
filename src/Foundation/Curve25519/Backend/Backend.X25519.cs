// X25519 agreements, as many at once as there are lanes.
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    internal override void AgreeX25519(ReadOnlySpan<byte> privateKeys, ReadOnlySpan<byte> publicKeys, Span<byte> shared)
    {
        int count = shared.Length / Size, done = 0;
        // A lone agreement is faster in plain arithmetic than in one lane of many.
        while (count - done > 1 && TField.Lanes > 1) done += AgreeVector<TField>(privateKeys, publicKeys, shared, done);
        while (done < count) done += AgreeVector<PlainField>(privateKeys, publicKeys, shared, done);
    }

    private static int AgreeVector<T>(ReadOnlySpan<byte> privateKeys, ReadOnlySpan<byte> publicKeys, Span<byte> shared, int first)
        where T : struct, ILaneField
    {
        int count = Math.Min(T.Lanes, (shared.Length / Size) - first), start = first * Size;
        using var ws = Workspace.Open();
        ulong* words = ws.Take((4 * T.Lanes) + 8);
        byte* u = (byte*)ws.Take(T.Lanes * Size / 8), results = (byte*)ws.Take(T.Lanes * Size / 8);
        Span<byte> clamped = stackalloc byte[Size];
        for (int lane = 0; lane < T.Lanes; lane++)
        {
            clamped.Clear();
            if (lane < count) X25519.Clamp(privateKeys.Slice(start + (lane * Size), Size), clamped);
            ReadOnlySpan<ulong> w = MemoryMarshal.Cast<byte, ulong>(clamped);
            for (int i = 0; i < 4; i++) words[(i * T.Lanes) + lane] = w[i];
        }
        CryptographicOperations.ZeroMemory(clamped);
        Pad(publicKeys.Slice(start, count * Size), new Span<byte>(u, T.Lanes * Size));
        MontgomeryLadder<T>.Multiply(results, words, u);
        new ReadOnlySpan<byte>(results, count * Size).CopyTo(shared[start..]);
        return count;
    }
}
