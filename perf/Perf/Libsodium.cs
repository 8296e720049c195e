// libsodium's ristretto255 multiplication, the reference of the curve's figures. Loaded here and nowhere else in the tree.
using System.Runtime.InteropServices;

namespace MobileCoin.Perf;

internal static unsafe class Libsodium
{
    private const string Library = "libsodium.so.23";
    private const string Package = "libsodium23";

    // At 6 of the 256 places that the stack can have in a page it takes 13 % longer, and a process has the same place all along. So each
    // call moves the stack on: every run has samples at good places, and its minimum does not depend on luck.
    private const int StackStep = 272;
    private const int StackSteps = 16;

    /// <summary>crypto_scalarmult_ristretto255: decode, constant-time variable-base multiplication, encode.</summary>
    internal static Reference Reference { get; } = new("libsodium crypto_scalarmult_ristretto255", Operations: 8, Multiplications);

    private static Action Multiplications()
    {
        if (!NativeLibrary.TryLoad(Library, out nint library))
        {
            throw new InvalidOperationException($"{Library}, the reference of these figures, is missing: install the Debian package {Package}");
        }
        var initialise = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "sodium_init");
        var fromHash = (delegate* unmanaged<byte*, byte*, int>)NativeLibrary.GetExport(library, "crypto_core_ristretto255_from_hash");
        var multiply = (delegate* unmanaged<byte*, byte*, byte*, int>)NativeLibrary.GetExport(library, "crypto_scalarmult_ristretto255");
        if (initialise() < 0) throw new InvalidOperationException("sodium_init failed");

        byte[] scalar = new byte[32], point = new byte[32], product = new byte[32], hash = new byte[64];
        for (int i = 0; i < hash.Length; i++) hash[i] = (byte)(37 * i + 11);
        for (int i = 0; i < 31; i++) scalar[i] = (byte)(91 * i + 5);
        fixed (byte* p = point, h = hash)
        {
            if (fromHash(p, h) != 0) throw new InvalidOperationException("crypto_core_ristretto255_from_hash failed");
        }
        int call = 0;
        return () =>
        {
            byte* shift = stackalloc byte[StackStep * (++call % StackSteps) + 1];
            *shift = 0;
            fixed (byte* q = product, n = scalar, p = point)
            {
                for (int i = 0; i < Reference!.Operations; i++)
                {
                    if (multiply(q, n, p) != 0) throw new InvalidOperationException("crypto_scalarmult_ristretto255 failed");
                }
            }
        };
    }
}
