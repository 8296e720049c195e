namespace MobileCoin.House.Test;

public sealed class FloorTests
{
    [Fact]
    public void ProjectReferences_StayWithinTheirFloor()
    {
        Dictionary<string, Project> projects = SourceTree.Projects("src").ToDictionary(p => p.Name, StringComparer.Ordinal);
        Assert.NotEmpty(projects);
        List<string> wrong = [];
        foreach (Project project in projects.Values)
        {
            if (!Floors.Exist(project.Floor)) wrong.Add($"{project}: {project.Floor} is no floor of the house");
            foreach (string reference in project.References) Check(project, reference, projects, wrong);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // References that arrive by another way than a ProjectReference show in what was built.
    [Fact]
    public void BuiltAssemblies_ReferenceNothingAboveTheirFloor()
    {
        Dictionary<string, Project> projects = SourceTree.Projects("src").ToDictionary(p => p.Name, StringComparer.Ordinal);
        List<string> wrong = [];
        foreach (Project project in projects.Values)
        {
            foreach (string assembly in project.Assemblies())
            {
                using var metadata = new AssemblyMetadata(assembly);
                foreach (string reference in metadata.References.Where(r => r.StartsWith("MobileCoin.", StringComparison.Ordinal)))
                {
                    Check(project, reference["MobileCoin.".Length..], projects, wrong);
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("Foundation", "Foundation", true)]
    [InlineData("Foundation", "Protocol", false)]
    [InlineData("Protocol", "Foundation", true)]
    [InlineData("Enclaves", "Protocol", true)]
    [InlineData("Enclaves", "Platform", false)]
    [InlineData("Enclaves", "Enclaves", false)]
    [InlineData("Platform", "Enclaves", false)]
    [InlineData("Platform", "Platform", true)]
    [InlineData("Services", "Enclaves", true)]
    [InlineData("Client", "App", false)]
    [InlineData("App", "Client", true)]
    [InlineData("App", "Attic", false)]
    public void Objection_FollowsTheDrawing(string from, string to, bool allowed) => Assert.Equal(allowed, Floors.Objection(from, to) is null);

    // A project that the solution leaves out would be neither built nor tested.
    [Fact]
    public void Solution_HoldsEveryProject()
    {
        string solution = File.ReadAllText(Path.Combine(SourceTree.Root, "Fog.slnx"));
        IEnumerable<Project> missing = SourceTree.CodeFolders.SelectMany(SourceTree.Projects)
            .Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    private static void Check(Project project, string reference, Dictionary<string, Project> projects, List<string> wrong)
    {
        string? objection = projects.TryGetValue(reference, out Project? to)
            ? Floors.Objection(project.Floor, to.Floor)
            : "it is no project under src";
        if (objection is not null) wrong.Add($"{project} references {reference}: {objection}");
    }
}
