using System.Security.Cryptography;
using MobileCoin.Client.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Testing;

/// <summary>Bytes from elsewhere, changed in any place: what is wrong with them is a <see cref="MobileCoinException"/> and nothing else.</summary>
public sealed class ForeignBytesTests
{
    [Fact]
    public async Task Drafts_AndWhatIsToBeSigned()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(2 * Mob), bob = await world.PersonAsync();
        var payment = new Payment(bob.Account.Address, new Amount(Mob, 0));
        byte[] draft = (await alice.Client.PrepareAsync(payment, Token)).Save();
        Fuzz(draft, 3000, bytes => _ = PaymentDraft.Load(bytes).Receipts.Count + PaymentDraft.Load(bytes).KeyImages.Count);

        using Account seeing = alice.Account.ToViewOnly();
        await using MobileCoinClient client = world.Fog.CreateClient(seeing, world.ClientOptions);
        await client.UpdateAsync(cancellationToken: Token);
        TxoSync(client, alice);
        await client.UpdateAsync(cancellationToken: Token);
        using UnsignedPayment unsigned = await client.PrepareUnsignedAsync(payment, alice.Account.Address, Token);
        Fuzz(unsigned.Save(), 300, bytes => alice.Account.Sign(bytes));
    }

    [Fact]
    public async Task States()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(2 * Mob, Mob), bob = await world.PersonAsync();
        world.Fog.RotateEgressKey();
        await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token);
        await alice.BalanceAsync();
        byte[] state = alice.Client.SaveState();
        Fuzz(state[SavedState.HeaderSize..], 3000, body =>
        {
            byte[] file = [.. state[..5], .. SHA256.HashData(body).AsSpan(0, SavedState.HeaderSize - 5), .. body];
            MobileCoinClient client = MobileCoinClient.Restore(alice.Account, world.Fog.ChainId, world.Fog.Connect(), file);
            _ = client.Snapshot.History.Count;
            client.SaveState();
        });
    }

    [Fact]
    public async Task Offers()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(5 * Mob), bob = await world.PersonAsync();
        world.Fog.Fund(bob.Account.Address, new Amount(100_000, Other));
        await bob.BalanceAsync(Other);
        byte[] offer = (await alice.Client.OfferAsync(new SwapOffer(new Amount(2 * Mob, 0), new Amount(10_000, Other)) { MayFillPartly = true }, Token)).Encode();
        Fuzz(offer, 400, bytes =>
        {
            SignedContingentInput changed;
            try
            {
                changed = WireMessage.Decode<SignedContingentInput>(bytes);
            }
            catch (WireException)
            {
                return;
            }
            MobileCoinClient.ReadOffer(changed);
            bob.Client.PrepareAcceptAsync(changed, null, null, Token).GetAwaiter().GetResult();
        });
    }

    [Fact]
    public async Task AnswersToPayments()
    {
        await using var world = new FakeWorld();
        Person bob = await world.PersonAsync();
        using Account account = world.Fog.CreateAccount();
        world.Fog.Fund(account.Address, new Amount(Mob, 0));
        var transport = new TamperedTransport(world.Fog.Connect());
        await using var client = new MobileCoinClient(account, world.Fog.ChainId, transport, world.ClientOptions with { Trust = world.Fog.Trust });
        await client.UpdateAsync(cancellationToken: Token);
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 2, 0));
        for (int i = 0; i < 3; i++)
        {
            int which = i;
            Fuzz(250, random =>
            {
                transport.Outputs = a => which == 0 ? Changed(a, random) : a;
                transport.KeyImages = a => which == 1 ? Changed(a, random) : a;
                transport.Reports = a => which == 2 ? Changed(a, random) : a;
                client.PrepareAsync(payment, Token).GetAwaiter().GetResult();
            });
        }
    }

    [Fact]
    public async Task AnswersToUpdates()
    {
        for (int i = 0; i < 3; i++)
        {
            int which = i;
            var random = new Random(i);
            for (int n = 0; n < 60; n++)
            {
                await using var scene = new Scripted.Scene();
                Scripted.ScriptedIngest ingest = scene.Fog.Start(1, 0);
                scene.Chain.Pay(scene.Key, 1, 2, 3, 4, 5);
                scene.Chain.Pay(scene.Key, 6);
                scene.Fog.Ingest(ingest, 0);
                scene.Fog.Miss(1, 2);
                scene.Fog.CatchUp();
                scene.Fog.OnQuery = (_, a) => which == 0 ? Changed(a, random) : a;
                scene.Fog.OnKeyImages = a => which == 1 ? Changed(a, random) : a;
                scene.Fog.OnBlocks = a => which == 2 ? [.. a.Select(b => b with { GlobalTxoCount = b.GlobalTxoCount ^ (1UL << random.Next(64)), Outputs = [.. b.Outputs.Select(o => Changed(o, random))] })] : a;
                try
                {
                    await scene.UpdateAsync();
                    await scene.UpdateAsync();
                }
                catch (MobileCoinException)
                {
                    // As it should be.
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{which}, {n}: {e.GetType()}", e);
                }
            }
        }
    }

    // An answer that does not decode is the transport's to refuse.
    private static T Changed<T>(T answer, Random random)
        where T : IWireMessage<T>
    {
        byte[] bytes = answer.Encode();
        while (true)
        {
            try
            {
                return WireMessage.Decode<T>(Change(bytes, random));
            }
            catch (WireException)
            {
                // Another change.
            }
        }
    }

    [Fact]
    public void KeyFilesAndNetworks()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var fog = new FakeFog();
            byte[] key = "{\"mnemonic\":\"abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art\",\"account_index\":0,\"fog_url\":\"fog://a\",\"fog_report_id\":\"\",\"fog_authority_spki\":\"AAAA\"}"u8.ToArray();
            Fuzz(key, 1500, bytes =>
            {
                File.WriteAllBytes(path, bytes);
                Account.FromKeyFile(path).Dispose();
            });
            byte[] network = new MobileCoinNetwork
            {
                ChainId = "local", FogView = "fog-view://a", FogLedger = "fog-ledger://a", Consensus = ["mc://a"], Trust = EnclaveTrust.Simulated, Fog = fog.FogSettings,
            }.ToJson();
            Fuzz(network, 3000, bytes => MobileCoinNetwork.Parse(bytes));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void TxoSync(MobileCoinClient client, Person signer)
    {
        var request = client.GetUnsyncedTxOuts();
        var images = signer.Client.Snapshot.Outputs.ToDictionary(o => o.PublicKey, o => o.KeyImage!.Value);
        client.AddKeyImagesAsync(
            new Transactions.OfflineSigning.TxoSyncResp(request.AccountId, [.. request.Txos.Select(t => new Transactions.OfflineSigning.TxoSynced(t.TxOutPublicKey, images[t.TxOutPublicKey]))]),
            Token).GetAwaiter().GetResult();
    }

    private static void Fuzz(byte[] bytes, int count, Action<byte[]> read) => Fuzz(count, random => read(Change(bytes, random)));

    private static void Fuzz(int count, Action<Random> read)
    {
        var random = new Random(count);
        for (int i = 0; i < count; i++)
        {
            try
            {
                read(random);
            }
            catch (MobileCoinException)
            {
                // As it should be.
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"change {i} of {count}: {e.GetType()}", e);
            }
        }
    }

    private static byte[] Change(byte[] bytes, Random random)
    {
        byte[] changed = [.. bytes];
        int at = random.Next(bytes.Length);
        switch (random.Next(5))
        {
            case 0: changed[at] ^= (byte)(1 << random.Next(8)); return changed;
            case 1: changed[at] = (byte)random.Next(256); return changed;
            case 2: return [.. changed[..at]];
            case 3: return [.. changed[..at], .. changed[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
            default: return [.. changed[..at], .. changed[random.Next(bytes.Length)..][..1], .. changed[at..]];
        }
    }
}
