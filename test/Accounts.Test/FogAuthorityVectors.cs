// The authority signatures of family fog_report (fact sheet crypto §1.8); reports and evidence are read where they are built.
using MobileCoin.Crypto;
using MobileCoin.Testing;

namespace MobileCoin.Accounts.Test;

public sealed class FogAuthorityVectors
{
    [Theory, Vectors("fog_report")]
    public void FogAuthoritySig(VectorCase c)
    {
        switch (c.Op)
        {
            case "fog_authority_sig": Signature(c); break;
            case "" or "evidence_kind": break; // the reports'
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    private static void Signature(VectorCase c)
    {
        Assert.Equal("Fog authority signature", c.Text("context"));
        using var view = RistrettoPrivate.Parse(c.Hex("view_private"));
        Assert.Equal(c.Hex("view_public"), view.PublicKey().ToBytes());
        RistrettoSignature signature = FogAuthority.Sign(view, c.Hex("spki"));
        Assert.Equal(c.Hex("signature"), signature.ToBytes());
        var address = new PublicAddress(view.PublicKey(), view.PublicKey(), "fog://example.com", "", c.Hex("signature"));
        Assert.True(address.VerifyFogAuthority(c.Hex("spki")));
        Assert.False(address.VerifyFogAuthority([.. c.Hex("spki"), 0]));
    }
}
