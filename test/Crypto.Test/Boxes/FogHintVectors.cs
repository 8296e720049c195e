// Family fog_hint (fact sheet crypto §3.2): each hint is opened alone and in a batch.
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class FogHintVectors
{
    [Theory, Vectors("fog_hint")]
    public void FogHints(VectorCase c)
    {
        byte[] hint = c.Hex("e_fog_hint");
        switch (c.Op)
        {
            case "hint": Made(c, hint); break;
            case "wrong_key": Opened(c, hint, c.Hex("output_initial"), c.Hex("output_after")); break;
            case "tampered": Opened(c, hint, Samples.Bytes(c.Index, 32), c.Flag("output_unchanged") ? Samples.Bytes(c.Index, 32) : null); break;
            case "bad_magic": Opened(c, hint, Samples.Bytes(c.Index, 32), Samples.Bytes(c.Index, 32)); break;
            case "fake_onetime_hint": Dummy(c, hint); break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    private static void Made(VectorCase c, byte[] hint)
    {
        using var ingress = RistrettoPrivate.Parse(c.Hex("ingress_private"));
        RistrettoPublic publicKey = ingress.PublicKey();
        Assert.Equal(c.Hex("ingress_public"), publicKey.ToBytes());
        var random = new RecordedBytes(c.Hex("rng_bytes"));
        byte[] made = new byte[FogHint.Size], plaintext = new byte[34];
        FogHint.Seal(publicKey, RistrettoPublic.Parse(c.Hex("view_public")), made, random.Fill);
        random.AssertUsedUp();
        Assert.Equal(hint, made);
        Assert.Equal([0x0a, FogHint.Size, .. hint], c.Hex("proto"));

        VersionedCryptoBox.Open(ingress, hint, plaintext, out Choice genuine);
        Assert.True(genuine.Reveal());
        Assert.Equal(c.Hex("plaintext"), plaintext);
        Opened(c, hint, Samples.Bytes(c.Index, 32), c.Hex("view_public"));
    }

    private static void Opened(VectorCase c, byte[] hint, byte[] before, byte[]? after)
    {
        using var ingress = RistrettoPrivate.Parse(c.Hex("ingress_private"));
        byte[] output = [.. before], outputs = [.. before, .. before];
        Choice ours = FogHint.Open(ingress, hint, output);
        Assert.Equal(c.Flag("decrypts"), ours.Reveal());
        if (after is not null) Assert.Equal(after, output);

        var verdicts = new Choice[2];
        FogHint.OpenBatch(ingress, [.. hint, .. hint], outputs, verdicts);
        Assert.Equal([ours.Mask, ours.Mask], verdicts.Select(v => v.Mask));
        Assert.Equal([.. output, .. output], outputs);
    }

    private static void Dummy(VectorCase c, byte[] hint)
    {
        var random = new RecordedBytes(c.Hex("rng_bytes"));
        byte[] made = new byte[FogHint.Size];
        FogHint.SealDummy(made, random.Fill);
        random.AssertUsedUp();
        Assert.Equal(hint, made);
    }
}
