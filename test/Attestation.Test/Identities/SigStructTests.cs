// Fact sheet attestation §1.10: a CSS file made and signed here.
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace MobileCoin.Attestation.Test;

public sealed class SigStructTests
{
    [Fact]
    public void File_GivesItsFields_AndItsSignatureVerifies()
    {
        byte[] bytes = Signed();
        SigStruct css = SigStruct.Parse(bytes);
        Assert.Equal((0u, 0x20260102u, 4, 9), (css.Vendor, css.Date, css.IsvProductId, css.IsvSvn));
        Assert.Equal((1u, 0xFFFFFFFFu), (css.MiscSelect, css.MiscMask));
        Assert.Equal(Simulated.Filled(5, 16), css.Attributes);
        Assert.Equal(Simulated.Filled(6, 16), css.AttributeMask);
        Assert.Equal(Simulated.MrEnclave, css.MrEnclave);
        Assert.Equal(SHA256.HashData(bytes.AsSpan(128, 384)), css.MrSigner());
        Assert.True(css.VerifySignature());
        Assert.Equal(Simulated.MrEnclave, css.MrEnclaveIdentity([], ["X"]).MrEnclave);
        TrustedMrSignerIdentity signer = css.MrSignerIdentity([], [], 3);
        Assert.Equal((4, 3), (signer.ProductId, signer.MinimumSvn));
        Assert.Equal(9, css.MrSignerIdentity([], []).MinimumSvn);
        foreach (int offset in new[] { 0, 20, 130, 512, 520, 900, 960, 1024, 1026 })
        {
            Assert.False(SigStruct.Parse(Simulated.Flipped(bytes, offset)).VerifySignature(), $"byte {offset}");
        }
        Assert.False(SigStruct.Parse(new byte[SigStruct.Size]).VerifySignature());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SigStruct.Size - 1)]
    [InlineData(SigStruct.Size + 1)]
    public void OtherSizes_AreRefused(int size) => Assert.Throws<EvidenceFormatException>(() => SigStruct.Parse(new byte[size]));

    private static byte[] Signed()
    {
        byte[] css = new byte[SigStruct.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(css.AsSpan(20), 0x20260102);
        BinaryPrimitives.WriteUInt32LittleEndian(css.AsSpan(512), 3);
        BinaryPrimitives.WriteUInt32LittleEndian(css.AsSpan(900), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(css.AsSpan(904), 0xFFFFFFFF);
        Simulated.Filled(5, 16).CopyTo(css, 928);
        Simulated.Filled(6, 16).CopyTo(css, 944);
        Simulated.MrEnclave.CopyTo(css, 960);
        css[1024] = 4;
        css[1026] = 9;
        (BigInteger n, BigInteger d) = KeyOfExponent3();
        n.TryWriteBytes(css.AsSpan(128, 384), out _, isUnsigned: true);
        byte[] hash = SHA256.HashData([.. css.AsSpan(0, 128), .. css.AsSpan(900, 128)]);
        byte[] info = [.. Convert.FromHexString("3031300d060960864801650304020105000420"), .. hash];
        byte[] padded = [0, 1, .. Simulated.Filled(0xFF, 384 - 3 - info.Length), 0, .. info];
        BigInteger.ModPow(new BigInteger(padded, isUnsigned: true, isBigEndian: true), d, n).TryWriteBytes(css.AsSpan(516, 384), out _, isUnsigned: true);
        return css;
    }

    // .NET makes keys of exponent 65537; their primes do for 3 when neither is 1 modulo 3.
    private static (BigInteger N, BigInteger D) KeyOfExponent3()
    {
        while (true)
        {
            using var rsa = RSA.Create(3072);
            RSAParameters key = rsa.ExportParameters(includePrivateParameters: true);
            BigInteger p = new(key.P, isUnsigned: true, isBigEndian: true), q = new(key.Q, isUnsigned: true, isBigEndian: true);
            if (p % 3 == 1 || q % 3 == 1) continue;
            BigInteger phi = (p - 1) * (q - 1);
            // 3 d = 1 (mod phi): one of (phi k + 1) / 3.
            for (int k = 1; k <= 2; k++)
            {
                if (((phi * k) + 1) % 3 == 0) return (p * q, ((phi * k) + 1) / 3);
            }
        }
    }
}
