// Family schnorrkel, and upstream's own files of the same signatures (fact sheet crypto §2.1).
using System.Text;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class SchnorrVectors
{
    [Theory, Vectors("schnorrkel")]
    public void Schnorrkel(VectorCase c)
    {
        Assert.Equal("", c.Op);
        bool parses = RistrettoSignature.TryParse(c.Hex("signature"), out RistrettoSignature signature);
        Assert.Equal(!c.Has("parses") || c.Flag("parses"), parses);
        if (!parses)
        {
            KeyException e = Assert.Throws<KeyException>(() => RistrettoSignature.Parse(c.Hex("signature")));
            Assert.Equal(c.Hex("signature").Length == 64 ? KeyError.InvalidSignature : KeyError.LengthMismatch, e.Error);
            Assert.False(c.Flag("valid"));
            return;
        }
        Assert.Equal(c.Hex("signature"), signature.ToBytes());
        byte[] context = c.Hex("context"), message = c.Hex("message");
        var key = RistrettoPublic.Parse(c.Hex("public"));
        Assert.Equal(c.Flag("valid"), key.Verify(context, message, signature));
        if (!c.Has("private")) return;
        using var privateKey = RistrettoPrivate.Parse(c.Hex("private"));
        Assert.Equal(key, privateKey.PublicKey());
        Assert.Equal(signature, privateKey.Sign(context, message));
    }

    [Theory]
    [InlineData("expected_success", "test", "foobar")]
    [InlineData("expected_failure_bad_context", "not the test", "foobar")]
    [InlineData("expected_failure_bad_message", "test", "not foobar")]
    [InlineData("expected_failure_bad_keys", "test", "foobar")]
    public void UpstreamFiles_VerifyAsTheirFolderSays(string folder, string context, string message)
    {
        string root = Path.Combine(UpstreamFiles.Folder("crypto_sig"), "20210121", folder);
        string[] cases = Directory.GetDirectories(root);
        Assert.NotEmpty(cases);
        foreach (string c in cases)
        {
            var key = RistrettoPublic.Parse(Read(c, "pubkey.bin"));
            var signature = RistrettoSignature.Parse(Read(c, "sig.bin"));
            using var privateKey = RistrettoPrivate.Parse(Read(c, "seckey.bin"));
            Assert.Equal(key, privateKey.PublicKey());
            Assert.Equal(folder == "expected_success", key.Verify(Encoding.UTF8.GetBytes(context), Encoding.UTF8.GetBytes(message), signature));

            // Who signed is in the folder too: the key itself, or in bad_keys another one.
            bool otherSigned = File.Exists(Path.Combine(c, "seckey2.bin"));
            Assert.Equal(folder == "expected_failure_bad_keys", otherSigned);
            using var signer = RistrettoPrivate.Parse(Read(c, otherSigned ? "seckey2.bin" : "seckey.bin"));
            Assert.Equal(signature, signer.Sign("test"u8, "foobar"u8));
        }
    }

    [Theory]
    [InlineData("dae7da08e27ea4f17a233f15c234b58ce20d0d2727abb98e9bdcf04aeea54008", "ca5e7ce4f86cf2446b5915c048c82088ffa770545f85ff9196ee200fc26b5209", "862fd9469e4d21e1f75ef090c29c789ecd8f10e174175b194f282c7591976d2146a6e9f49062f560558af9c0b4aee5abdf9c8aa7f3b42146a1fd0e6f9386308d")]
    [InlineData("a924a9078b33acc71541b2e75e28595908df1ccc1e47c6005d4149afcc54b201", "ee9d182771e76bca4733d84d822598f033f643ac40444b84478128f166a3110b", "d403aa6f058137750a36eb207b99b22fbeb2f3fb8ff6dee63ea2cb60f186b738eb5d7facd85d3f9fd6cf4538a33a7997982923b65e36df2fcac74adb93fcc98c")]
    [InlineData("1b05b618db71fc9cd20832c607426f47cf3a4e26bea1f1b55494273e605db00e", "a02b0530dad33821b27b8eded52ec0532989d7cfded98980c3197df50fe52e4e", "ca19873eeb6e41098f8b9035edb4f7594c53801a3ad2c7333075f191573cd30530e6e3ff0cf84f2573dc8b582cf723e9f6e35e1cd6acea20f1551cfb7f8bf488")]
    public void SheetTable(string privateKey, string publicKey, string signature)
    {
        using var key = RistrettoPrivate.Parse(Convert.FromHexString(privateKey));
        Assert.Equal(publicKey, key.PublicKey().ToString());
        Assert.Equal(signature, key.Sign("test"u8, "foobar"u8).ToString());
    }

    private static byte[] Read(string folder, string file) => File.ReadAllBytes(Path.Combine(folder, file));
}
