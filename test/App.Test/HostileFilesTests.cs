// Files from strangers are refused with a reason, whatever is in them.
using System.Text;
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.App.Minting;
using MobileCoin.App.Samples;
using MobileCoin.App.Signing;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.App.Test;

public sealed class HostileFilesTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void MintFiles()
    {
        PublicAddress address = BurnAddress.Address;
        using Ed25519Private key = Ed25519Private.Parse(new byte[32]);
        var set = new SignerSet([key.PublicKey()], 1, new SignerSet([key.PublicKey()], 1));
        var signature = new MultiSig(key.Sign(new byte[32]));
        var mint = new MintTxPrefix(5, ulong.MaxValue, address.ViewPublicKey, address.SpendPublicKey, new byte[64], 7, new EncryptedFogHint(new byte[84]));
        var config = new MintConfigTxPrefix(5, [new MintConfig(5, set, 9)], new byte[64], 7, 9);
        foreach (MintFile file in new[] { new MintFile(new MintTx(mint, signature), null), new MintFile(null, new MintConfigTx(config, signature)) })
        {
            file.Write("--out", _tool["tx.json"]);
            byte[] bytes = File.ReadAllBytes(_tool["tx.json"]);
            Assert.Equal(file, MintFile.Parse(bytes));
            Mutate(bytes, contents => MintFile.Parse(contents));
        }
        string nested = string.Concat(Enumerable.Repeat("{\"threshold\":1,\"individual_signers\":[],\"multi_signers\":[", 100_000));
        Refuses(Encoding.UTF8.GetBytes($$"""{"MintConfigTx":{"prefix":{"token_id":1,"configs":[{"token_id":1,"signer_set":{{nested}}"""), contents => MintFile.Parse(contents));
    }

    [Fact]
    public void SignRequests()
    {
        using var unsigned = new UnsignedTx(new TxPrefix([], [], new Amount(1, 2), 3), [], [], 3);
        Mutate(Encoding.UTF8.GetBytes($$"""{"account_id":"{{new string('a', 64)}}","unsigned_tx":"{{Convert.ToHexString(unsigned.Encode())}}"}"""), contents => TxSignReq.Parse(contents));
    }

    [Fact]
    public void TestBlocks() => Mutate(
        Encoding.UTF8.GetBytes($$"""{"credits":[{"account":0,"amount":15}],"key_images":["{{new string('0', 64)}}"]}"""),
        contents => TestBlockRequest.Parse(Encoding.UTF8.GetString(contents)));

    private static void Mutate(byte[] good, Action<byte[]> read)
    {
        using var random = new Hc128(new byte[32]);
        byte[] interesting = [.. "{}[]\",:0-9eE.\\nulltruefalse"u8, 0, 0xC3, 0xFF];
        read(good);
        for (int i = 0; i < 2000; i++)
        {
            List<byte> bytes = [.. good];
            for (uint changes = 1 + (random.NextUInt32() % 3); changes > 0 && bytes.Count > 0; changes--)
            {
                int at = (int)(random.NextUInt32() % (uint)bytes.Count);
                byte value = interesting[(int)(random.NextUInt32() % (uint)interesting.Length)];
                switch (random.NextUInt32() % 4)
                {
                    case 0: bytes[at] = value; break;
                    case 1: bytes.Insert(at, value); break;
                    case 2: bytes.RemoveAt(at); break;
                    default: bytes.RemoveRange(at, bytes.Count - at); break;
                }
            }
            Refuses([.. bytes], read);
        }
    }

    // Or takes them: a changed digit makes another number.
    private static void Refuses(byte[] contents, Action<byte[]> read)
    {
        try
        {
            read(contents);
        }
        catch (Exception e) when (e is HostingException || InputFile.IsRefusal(e))
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
