using MobileCoin.Accounts;
using MobileCoin.App.Wallet;
using MobileCoin.Client;
using MobileCoin.Client.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.App.Test;

/// <summary>A network in memory, the file that describes it, and key files of accounts with its fog.</summary>
internal sealed class FakeWorld : IDisposable
{
    internal FakeWorld(FakeFogOptions? options = null)
    {
        Fog = new FakeFog(options ?? new FakeFogOptions { MinimumFees = new Dictionary<ulong, ulong> { [TokenId.Mob] = FeeMap.DefaultMobFee, [1] = 1024 } });
        NetworkFile = Run["network.json"];
        new MobileCoinNetwork
        {
            ChainId = Fog.ChainId,
            FogView = "insecure-fog-view://127.0.0.1:1/",
            FogLedger = "insecure-fog-ledger://127.0.0.1:1/",
            Consensus = ["insecure-mc://127.0.0.1:1/"],
            Fog = Fog.FogSettings,
            Trust = EnclaveTrust.Simulated,
        }.Save(NetworkFile);
    }

    internal FakeFog Fog { get; }

    internal ToolRun Run { get; } = new();

    internal string NetworkFile { get; }

    internal ClientMaker Maker => (account, _, state, options) =>
        state is null ? new MobileCoinClient(account, Fog.ChainId, Fog.Connect(), options with { Trust = Fog.Trust }) : MobileCoinClient.Restore(account, Fog.ChainId, Fog.Connect(), state, options with { Trust = Fog.Trust });

    internal string MakeKeyFile(string name)
    {
        string path = Run[name];
        using Account account = Account.Create(null, out string words);
        using Mnemonic mnemonic = Mnemonic.Parse(words);
        FogSettings fog = Fog.FogSettings;
        using var file = new UncheckedMnemonicAccount(mnemonic, 0, fog.ReportUrl, fog.ReportId, fog.AuthoritySpki.ToArray());
        Run.Write(name, KeyFile.WriteSecret(file));
        return path;
    }

    internal void Fund(string keyFile, params IEnumerable<Amount> amounts)
    {
        using Account account = Account.FromKeyFile(keyFile);
        Fog.Fund(account.Address, amounts);
    }

    public void Dispose()
    {
        Fog.Dispose();
        Run.Dispose();
    }
}
