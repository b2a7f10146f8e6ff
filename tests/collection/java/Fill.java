import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;

import org.javarosa.core.model.Constants;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.GeoPointData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.TimeData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/** Fills forms with the engine inside ODK Collect: each question asked in order, answered with what first fits it. */
public final class Fill {
    public static void main(String[] forms) throws Exception {
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        new XFormsModule().registerModule();
        for (String form : forms) {
            byte[] filled = fill(Path.of(form));
            Files.write(Path.of(form.replace(".xml", ".filled.xml")), filled);
        }
    }

    private static byte[] fill(Path source) throws Exception {
        FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(Files.readAllBytes(source)));
        form.initialize(true, new InstanceInitializationFactory());
        FormEntryController controller = new FormEntryController(new FormEntryModel(form));
        int event = controller.stepToNextEvent();
        int steps = 0;
        while (event != FormEntryController.EVENT_END_OF_FORM && steps++ < 2000) {
            if (event == FormEntryController.EVENT_QUESTION) {
                answer(controller);
            } else if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && first(controller)) {
                controller.newRepeat();
            }
            event = controller.stepToNextEvent();
        }
        form.postProcessInstance();
        return new XFormSerializingVisitor().serializeInstance(form.getInstance());
    }

    private static boolean first(FormEntryController controller) {
        return controller.getModel().getFormIndex().getElementMultiplicity() == 0;
    }

    private static void answer(FormEntryController controller) throws Exception {
        FormEntryPrompt prompt = controller.getModel().getQuestionPrompt();
        if (prompt.isReadOnly()) {
            return;
        }
        for (IAnswerData fitting : fitting(prompt)) {
            if (controller.answerQuestion(fitting, false) == FormEntryController.ANSWER_OK) {
                return;
            }
        }
        if (prompt.isRequired()) {
            throw new IllegalStateException("nothing fits " + controller.getModel().getFormIndex());
        }
    }

    private static IAnswerData[] fitting(FormEntryPrompt prompt) {
        List<SelectChoice> choices = prompt.getSelectChoices();
        switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE:
                return new IAnswerData[] {new SelectOneData(new Selection(choices.get(0)))};
            case Constants.CONTROL_SELECT_MULTI:
                return new IAnswerData[] {new MultipleItemsData(List.of(new Selection(choices.get(0))))};
            case Constants.CONTROL_INPUT:
                return written(prompt.getDataType());
            default:
                return new IAnswerData[0];
        }
    }

    private static IAnswerData[] written(int type) {
        switch (type) {
            case Constants.DATATYPE_INTEGER:
                return new IAnswerData[] {new IntegerData(3), new IntegerData(1), new IntegerData(0)};
            case Constants.DATATYPE_DECIMAL:
                return new IAnswerData[] {new DecimalData(1.5)};
            case Constants.DATATYPE_DATE:
                return new IAnswerData[] {new DateData(new Date())};
            case Constants.DATATYPE_TIME:
                return new IAnswerData[] {new TimeData(new Date())};
            case Constants.DATATYPE_GEOPOINT:
                return new IAnswerData[] {new GeoPointData(new double[] {51.1, 1.6, 0, 10})};
            default:
                return new IAnswerData[] {new StringData("inventé : récit d’essai — شهادة مختلقة")};
        }
    }
}
