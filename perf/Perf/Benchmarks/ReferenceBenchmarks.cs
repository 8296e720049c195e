// Work that is not ours: what the figures of a machine are worth, and that the harness agrees with itself (a ratio of 1).
using System.Security.Cryptography;

namespace MobileCoin.Perf;

internal static class ReferenceBenchmarks
{
    private const int MessageLength = 1024;

    internal static void Register(Registry registry)
    {
        registry.Add("reference/libsodium-scalarmult-ristretto255", Libsodium.Reference.Operations, Libsodium.Reference.Setup, everyLevel: false);

        registry.Add("reference/dotnet-sha512-1024", ops: 1, () =>
        {
            byte[] message = new byte[MessageLength], digest = new byte[SHA512.HashSizeInBytes];
            return () => SHA512.HashData(message, digest);
        }, everyLevel: false);
    }
}
