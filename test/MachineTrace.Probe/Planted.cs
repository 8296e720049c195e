// Deliberate leaks, to see that the gate reports them, and a kernel without, to see that it reports nothing else.
using System.Runtime.CompilerServices;

namespace MobileCoin.MachineTrace.Probe;

internal static class Planted
{
    public static readonly KeyValuePair<string, Func<int, Action>>[] All =
    [
        new("planted-none", Prepare(SumUnderMask)),
        new("planted-index", Prepare(LoadAtSecret)),
        new("planted-store", Prepare(StoreAtSecret)),
        new("planted-exit", Prepare(LeaveAtFirstDifference)),
    ];

    private static ulong sink;

    private static Func<int, Action> Prepare(Action<byte[], byte[]> kernel) => variant =>
    {
        byte[] secret = Secret.Bytes(variant, 32), table = Secret.Public(256);
        return () => kernel(secret, table);
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumUnderMask(byte[] secret, byte[] table)
    {
        ulong sum = 0;
        for (ulong i = 0; i < 256; i++) sum += table[(int)i] & (((i ^ secret[3]) - 1) >> 8);
        sink = sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadAtSecret(byte[] secret, byte[] table) => sink = table[secret[3]];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreAtSecret(byte[] secret, byte[] table) => table[secret[5]] = 1;

    /// <summary>The secrets of both variants differ from the table, but not at the same place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveAtFirstDifference(byte[] secret, byte[] table)
    {
        for (int i = 0; i < 32; i++)
        {
            if (((secret[i] ^ table[i]) & 3) != 0) return;
        }
        sink = 1;
    }
}
