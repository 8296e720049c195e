// Money out of a network's first block (fact sheets fog §7.5, ledger §5.10).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Funder;

/// <summary>
/// Pays out of accounts whose outputs it finds in the ledger database itself, and waits until the ledger holds the payment. For any number of
/// threads: payments that are made at the same time spend different outputs, and may share a block.
/// </summary>
public sealed class LedgerFunder : IDisposable
{
    private const int Attempts = 8;

    private readonly Ledger? _owned;
    private readonly ILedger _ledger;
    private readonly IValidators _validators;
    private readonly FunderOptions _options;
    private readonly LedgerWallet _wallet;
    private readonly Lock _lock = new();

    internal LedgerFunder(ILedger ledger, IReadOnlyList<AccountKey> accounts, IValidators validators, FunderOptions options, Ledger? owned = null)
    {
        if (accounts.Count == 0) throw new FunderException(FunderError.Keys, "there is no account to pay out of");
        (_ledger, _validators, _options, _owned) = (ledger, validators, options, owned);
        _wallet = new LedgerWallet(ledger, [.. accounts.Select(WithoutFog)], BlockVersion.Max, RandomNumberGenerator.Fill, RandomNumberGenerator.GetInt32(int.MaxValue));
    }

    /// <summary>A funder. It reads the ledger with the first payment.</summary>
    /// <param name="ledgerFolder">The database, which a validator or a follower may be writing to.</param>
    /// <param name="accounts">Who pays; copied. Change comes back without fog, for a ledger is where a funder finds it.</param>
    /// <param name="options">The network.</param>
    /// <exception cref="FunderException">There is no ledger, no account or no validator.</exception>
    public static LedgerFunder Open(string ledgerFolder, IReadOnlyList<AccountKey> accounts, FunderOptions options)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(options);
        if (!Ledger.Exists(ledgerFolder)) throw new FunderException(FunderError.Ledger, $"{ledgerFolder}: there is no ledger; give the folder of a validator's or of mobilecoind's");
        Ledger? ledger = null;
        Validators? validators = null;
        try
        {
            ledger = Ledger.Open(ledgerFolder, new LedgerOptions { ReadOnly = true });
            validators = new Validators(options);
            return new LedgerFunder(ledger, accounts, validators, options, ledger);
        }
        catch (Exception e)
        {
            validators?.Dispose();
            ledger?.Dispose();
            if (e is LedgerException or IOException or UnauthorizedAccessException) throw new FunderException(FunderError.Ledger, $"{ledgerFolder}: {e.Message}", e);
            throw;
        }
    }

    /// <summary>The accounts of a folder's key files, as sample-keys writes it: account_keys_0.json and so on.</summary>
    /// <exception cref="FunderException">A file cannot be read, or there is none.</exception>
    public static IReadOnlyList<AccountKey> ReadAccounts(string keysFolder)
    {
        List<AccountKey> accounts = [];
        try
        {
            IEnumerable<string> files = Directory.EnumerateFiles(keysFolder, "*" + KeyFile.SecretExtension).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal);
            foreach (string file in files)
            {
                byte[] contents = File.ReadAllBytes(file);
                try
                {
                    accounts.Add(KeyFile.ReadAccountKey(contents));
                }
                catch (Exception e) when (e is WireException or MnemonicException or Crypto.KeyException or System.Text.Json.JsonException)
                {
                    throw new FunderException(FunderError.Keys, $"{file}: {e.Message}", e);
                }
                finally
                {
                    CryptographicOperations.ZeroMemory(contents);
                }
            }
            return accounts.Count > 0 ? accounts : throw new FunderException(FunderError.Keys, $"{keysFolder}: there is no {KeyFile.SecretExtension} key file");
        }
        catch (Exception e)
        {
            foreach (AccountKey account in accounts) account.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw new FunderException(FunderError.Keys, $"{keysFolder}: {e.Message}", e);
            throw;
        }
    }

    /// <summary>What the accounts hold of a token, by the ledger as it is now.</summary>
    /// <exception cref="FunderException">The ledger cannot be read.</exception>
    public ulong Available(ulong tokenId)
    {
        lock (_lock)
        {
            Scan();
            return _wallet.Total(tokenId);
        }
    }

    /// <summary>Pays, and waits until the payment is in the ledger.</summary>
    /// <exception cref="FunderException">Nothing was paid.</exception>
    public Task<FundedPayment> PayAsync(PublicAddress to, Amount amount, CancellationToken cancellationToken = default) =>
        PayAsync([new FundedOutput(to, amount)], cancellationToken);

    /// <summary>Pays several outputs in one transaction, and waits until it is in the ledger. The fee is paid in the first output's token.</summary>
    /// <exception cref="FunderException">Nothing was paid.</exception>
    public async Task<FundedPayment> PayAsync(IReadOnlyList<FundedOutput> outputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Check(outputs);
        for (int attempt = 1; ; attempt++)
        {
            (BlockVersion version, FeeMap fees) = await RulesAsync(cancellationToken).ConfigureAwait(false);
            Amount fee = Fee(fees, outputs);
            IFogResolver fog = await _validators.GetFogAsync(outputs.Select(o => o.To), cancellationToken).ConfigureAwait(false);
            ChosenInputs chosen = Choose(outputs, fee);
            bool isSpent = false;
            try
            {
                Tx tx = Build(chosen, outputs, fee, fog, fees, version);
                ProposeTxResponse answer = await _validators.ProposeAsync(tx, cancellationToken).ConfigureAwait(false);
                // Spent already may be this very payment, taken by a validator that did not live to say so.
                if (answer.Result is ProposeTxResult.Ok or ProposeTxResult.ContainsSpentKeyImage or ProposeTxResult.ContainsExistingOutputPublicKey
                    && await LandedAsync(tx, cancellationToken).ConfigureAwait(false) is { } block)
                {
                    isSpent = true;
                    return new FundedPayment(tx, block, outputs, fee);
                }
                if (attempt == Attempts || !MayDoBetter(answer.Result))
                {
                    throw new FunderException(FunderError.Refused, answer.Result == ProposeTxResult.Ok
                        ? $"the payment was taken {Attempts} times and got into no block before its tombstone"
                        : $"the validators refuse the payment: {answer.Result} {answer.ErrMsg}".TrimEnd());
                }
            }
            finally
            {
                // Whoever tries again spends the same outputs first: should the payment be on its way yet, only one of the two can be taken.
                if (!isSpent)
                {
                    lock (_lock) _wallet.GiveBack(chosen);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wallet.Dispose();
        _validators.Dispose();
        _owned?.Dispose();
    }

    private static bool MayDoBetter(ProposeTxResult result) => result is ProposeTxResult.Ok or ProposeTxResult.ContainsSpentKeyImage
        or ProposeTxResult.ContainsExistingOutputPublicKey or ProposeTxResult.TombstoneBlockExceeded or ProposeTxResult.FeeMapDigestMismatch or ProposeTxResult.TxFeeError;

    private static AccountKey WithoutFog(AccountKey account) => new(
        new Crypto.RistrettoPrivate(account.ViewPrivateKey.Scalar), new Crypto.RistrettoPrivate(account.SpendPrivateKey.Scalar));

    private static void Check(IReadOnlyList<FundedOutput> outputs)
    {
        if (outputs.Count == 0) throw new FunderException(FunderError.InvalidPayment, "a payment pays somebody");
        if (outputs.Any(o => o.Amount.Value == 0)) throw new FunderException(FunderError.InvalidPayment, "an amount of 0 is no payment");
        int tokens = outputs.Select(o => o.Amount.TokenId).Distinct().Count();
        if (outputs.Count + tokens > TransactionLimits.MaxOutputs)
        {
            throw new FunderException(FunderError.InvalidPayment, $"{outputs.Count} outputs and change of {tokens} tokens are more than the {TransactionLimits.MaxOutputs} outputs that a transaction takes");
        }
    }

    private async Task<(BlockVersion Version, FeeMap Fees)> RulesAsync(CancellationToken cancellationToken)
    {
        LastBlockInfoResponse info = await _validators.GetLastBlockInfoAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (BlockVersion.FromUInt32(info.NetworkBlockVersion), new FeeMap(info.MinimumFees));
        }
        catch (Exception e) when (e is FeeMapException or UnsupportedBlockVersionException)
        {
            throw new FunderException(FunderError.NoValidator, $"a validator states rules that cannot be: {e.Message}", e);
        }
    }

    private static Amount Fee(FeeMap fees, IReadOnlyList<FundedOutput> outputs)
    {
        ulong token = outputs[0].Amount.TokenId;
        int place = fees.Tokens.IndexOf(token);
        if (place >= 0) return new Amount(fees.Fees[place], token);
        throw new FunderException(FunderError.UnknownToken, $"the network has no token {token}: it takes fees in {string.Join(", ", fees.Tokens.ToArray())}");
    }

    private void Scan()
    {
        try
        {
            _wallet.Scan();
        }
        catch (LedgerException e)
        {
            throw new FunderException(FunderError.Ledger, $"the ledger cannot be read: {e.Message}", e);
        }
    }

    private ChosenInputs Choose(IReadOnlyList<FundedOutput> outputs, Amount fee)
    {
        lock (_lock)
        {
            Scan();
            return _wallet.Choose(outputs, fee);
        }
    }

    private Tx Build(ChosenInputs chosen, IReadOnlyList<FundedOutput> outputs, Amount fee, IFogResolver fog, FeeMap fees, BlockVersion version)
    {
        try
        {
            return _wallet.Build(chosen, outputs, fee, fog, version.HasMixedTransactions ? fees : null, _ledger.NumBlocks + _options.TombstoneBlocks, version);
        }
        catch (Exception e) when (e is TxBuilderException or AmountException or LedgerException)
        {
            throw new FunderException(e is TxBuilderException { Error: TxBuilderError.FogPublicKey } ? FunderError.FogReport : FunderError.Refused, $"the payment cannot be built: {e.Message}", e);
        }
    }

    /// <summary>Waits until the ledger holds the payment.</summary>
    /// <returns>The block; null: it never will.</returns>
    private async Task<ulong?> LandedAsync(Tx tx, CancellationToken cancellationToken)
    {
        KeyImage image = tx.KeyImages().First();
        long start = _options.TimeProvider.GetTimestamp();
        while (true)
        {
            ulong blocks = _ledger.NumBlocks;
            if (_ledger.CheckKeyImage(image) is { } block)
            {
                // Spent by this transaction, or by another of whoever has the same keys.
                return _ledger.ContainsTxOutPublicKey(tx.Prefix.Outputs[0].PublicKey) ? block : null;
            }
            if (blocks >= tx.Prefix.TombstoneBlock) return null;
            if (_options.TimeProvider.GetElapsedTime(start) >= _options.LandingTime)
            {
                throw new FunderException(FunderError.NotLanded, $"the payment was taken, and after {_options.LandingTime.TotalSeconds:0} s the ledger of {blocks} blocks does not hold it: does the ledger grow?");
            }
            await Task.Delay(_options.Pause, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
