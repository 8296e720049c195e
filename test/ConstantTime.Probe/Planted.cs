// Deliberate leaks, one of each kind that the audit must see. Nothing but the audit's own tests calls them.
using System.Runtime.CompilerServices;

namespace MobileCoin.ConstantTime.Probe;

internal static class Planted
{
    /// <summary>Stops at the first byte that differs: the time tells how many were right.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool EarlyExit(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> guess)
    {
        for (int i = 0; i < 32; i++)
        {
            if (secret[i] != guess[i]) return false;
        }
        return true;
    }

    /// <summary>A conditional expression with work on both sides, which the JIT makes a jump.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong SecretChoice(ulong secret, ulong a, ulong b) => secret != 0 ? Cube(a) + b : Cube(b) ^ a;

    /// <summary>The time of an integer division depends on its operands.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong SecretDivision(ulong secret, ulong divisor) => secret / divisor;

    /// <summary>A jump table: no condition, but the target is the secret.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong SecretSwitch(uint secret)
    {
        switch (secret & 7)
        {
            case 0: return Cube(secret);
            case 1: return Cube(secret + 9) ^ 77;
            case 2: return Cube(secret) * 12;
            case 3: return Cube(secret - 4) + 5;
            case 4: return Cube(secret + 5) | 8;
            case 5: return Cube(secret) & 0x0f;
            default: return secret;
        }
    }

    /// <summary>A router's collation that takes the first shard that has something: the time tells which.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int FirstHit(ReadOnlySpan<ulong> codes)
    {
        int shard = 0;
        while (shard < 4 && codes[shard] != 1) shard++;
        return shard;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Cube(ulong x) => x * x * x;
}
