// Hints of every kind that an enclave may meet.
using MobileCoin.Crypto;

namespace MobileCoin.IngestEnclave.Test;

internal static class Hints
{
    /// <summary>What is wrong with a hint; none of them is for a user.</summary>
    internal static readonly string[] Hostile =
    [
        "other fog", "dummy", "noise", "zeros", "major version", "minor version", "magic", "text", "tag", "ephemeral key", "no ephemeral point",
        "no point", "no canonical point", "identity",
    ];

    internal static byte[] For(in RistrettoPublic ingress, in RistrettoPublic user, RandomFill random)
    {
        byte[] hint = new byte[FogHint.Size];
        FogHint.Seal(ingress, user, hint, random);
        return hint;
    }

    /// <summary>A hint that was for a user, and was spoilt in some way.</summary>
    internal static byte[] Make(string kind, in RistrettoPublic ingress, in RistrettoPublic user, RandomFill random)
    {
        byte[] hint = For(ingress, user, random);
        switch (kind)
        {
            case "other fog": return For(RistrettoPublic.Random(random), user, random);
            case "dummy": FogHint.SealDummy(hint, random); return hint;
            case "noise": random(hint); return hint;
            case "zeros": return new byte[FogHint.Size];
            case "major version": hint[82] ^= 2; return hint;
            case "minor version": hint[83] ^= 1; return hint;
            case "magic": return Box(ingress, [.. user.ToBytes(), 0x2a, 0x2b], random);
            case "text": hint[5] ^= 0x10; return hint;
            case "tag": hint[70] ^= 1; return hint;
            case "ephemeral key": user.CopyTo(hint.AsSpan(34, 32)); return hint;
            case "no ephemeral point": hint.AsSpan(34, 32).Fill(0xff); return hint;
            case "no point": return Box(ingress, [.. Enumerable.Repeat((byte)0xff, 32), 0x2a, 0x2a], random);
            // p, which is not less than p: not the encoding of zero.
            case "no canonical point": return Box(ingress, [0xed, .. Enumerable.Repeat((byte)0xff, 30), 0x7f, 0x2a, 0x2a], random);
            case "identity": return Box(ingress, [.. new byte[32], 0x2a, 0x2a], random);
            default: throw new ArgumentException(kind, nameof(kind));
        }
    }

    private static byte[] Box(in RistrettoPublic ingress, byte[] plaintext, RandomFill random)
    {
        byte[] hint = new byte[FogHint.Size];
        VersionedCryptoBox.Seal(ingress, plaintext, hint, random);
        return hint;
    }
}
