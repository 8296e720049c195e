// Ed25519 keys of test networks (fact sheet ledger §8; §9.2 has the public key of the seed of bytes ab).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.App.Keys;

/// <summary>mc-util-seeded-ed25519-key-gen</summary>
internal static class SeededEd25519KeyGen
{
    private static readonly Flag<SecretText> Seed = Flags.SecretHex("seed", "MC_SEED", "what the key is made of", Keystream.SeedSize) with { Letter = 's', IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("mc-util-seeded-ed25519-key-gen", "Prints the Ed25519 private key of a seed, PKCS#8 in PEM. For test networks.")
    {
        Flags = [Seed],
        OutputIsData = true,
        Run = RunAsync,
    };

    /// <summary>The key of a seed: the first bytes of its HC-128 stream.</summary>
    internal static Ed25519Private Make(ReadOnlySpan<byte> seed)
    {
        using Hc128 stream = new(seed);
        return Ed25519Private.Random(stream.Fill);
    }

    private static async Task<int> RunAsync(ProgramContext context)
    {
        using Ed25519Private key = Make(context.Values.Get(Seed).Bytes);
        byte[] der = new byte[Ed25519Private.DerSize];
        key.WriteDer(der);
        string pem = PemEncoding.WriteString("PRIVATE KEY", der);
        CryptographicOperations.ZeroMemory(der);
        await context.Surroundings.Output.WriteAsync(pem + "\n").ConfigureAwait(false);
        return ExitCode.Success;
    }
}
