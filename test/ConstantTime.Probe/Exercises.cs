namespace MobileCoin.ConstantTime.Probe;

/// <summary>
/// What the probe calls. An exercise only has to reach the code: one call at a shape that takes every path of the kernel.
/// Whoever adds a kernel adds a line here and its pattern to ConstantTime.Test/audited-methods.txt.
/// </summary>
internal static class Exercises
{
    /// <summary>The kernels of the tree; the audit must find nothing in them.</summary>
    private static readonly (string Name, Action Run)[] Kernels =
    [
        ("masked-select", () => MaskedSelect.Exercise()),
        .. CurveExercises.All,
        .. CryptoExercises.All,
        .. ObliviousExercises.All,
        .. RingExercises.All,
        .. TransactionExercises.All,
        .. RangeProofExercises.All,
        .. ValidationExercises.All,
        .. AccountExercises.All,
        .. ConsensusExercises.All,
        .. IngestExercises.All,
        .. FogExercises.All,
        .. WalletExercises.All,
        .. SpendingExercises.All,
        .. ClientExercises.All,
    ];

    /// <summary>Leaks planted to see that the audit reports them.</summary>
    private static readonly (string Name, Action Run)[] PlantedLeaks =
    [
        ("early-exit", () => Planted.EarlyExit(new byte[32], new byte[32])),
        ("secret-choice", () => Planted.SecretChoice(1, 2, 3)),
        ("secret-division", () => Planted.SecretDivision(7, 3)),
        ("first-hit", () => Planted.FirstHit([2, 2, 1, 2])),
        ("secret-switch", () => Planted.SecretSwitch(3)),
        ("masked-select", () => MaskedSelect.Exercise()),
    ];

    /// <summary>The exercises of a group, or the one kernel of that name.</summary>
    internal static IReadOnlyList<(string Name, Action Run)>? Group(string name) => name switch
    {
        "kernels" => Kernels,
        "planted" => PlantedLeaks,
        _ when Array.Exists(Kernels, k => k.Name == name) => [.. Kernels.Where(k => k.Name == name)],
        _ => null,
    };
}
