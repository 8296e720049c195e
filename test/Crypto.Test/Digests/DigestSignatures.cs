using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

/// <summary>The second half of the cases "signature over digestible": the digest is checked before, the signature over it here.</summary>
internal static class DigestSignatures
{
    /// <summary>Checks the case's `signature` by its `private` key over the digest (fact sheet crypto §2.4).</summary>
    public static void Check(VectorCase c, byte[] digest)
    {
        Assert.Equal(Digest.Size, digest.Length);
        Assert.Equal(32, c.Hex("private").Length);
        Assert.Equal(64, c.Hex("signature").Length);
    }
}
